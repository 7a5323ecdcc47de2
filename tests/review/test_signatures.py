"""Containers signed here by hand, with xmlsec's order of steps, and then tampered with."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID
from lxml import etree

from hexapla.errors import HostileDocumentError, UnreadableDocumentError
from hexapla.review import container, read_container

FILES = {"plan.docx": b"the plan", "seal.json": b"{}"}
C14N = "http://www.w3.org/2006/12/xml-c14n11"
METHODS = {
    "rsa": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "pss": "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
    "ec": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
}
SPACES = (
    'xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    ' xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"'
)


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def sha(raw: bytes) -> str:
    return b64(hashlib.sha256(raw).digest())


class Signer:
    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.key = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "ec"
            else rsa.generate_private_key(65537, 2048)
        )
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "BĒRZIŅA,ANNA,PNOLV-1")])
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(7)
            .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
            .sign(self.key, hashes.SHA256())
        )

    def sign(self, content: bytes) -> bytes:
        if self.kind == "rsa":
            return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        if self.kind == "pss":
            return self.key.sign(
                content, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()
            )
        r, s = decode_dss_signature(self.key.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def signatures(self, files: dict[str, bytes], *, properties: str = "") -> bytes:
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        formats = "".join(
            f'<xades:DataObjectFormat ObjectReference="#r{i}"><xades:MimeType>a/b</xades:MimeType></xades:DataObjectFormat>'
            for i, _ in enumerate(files)
        )
        inner = properties or (
            "<xades:SignedSignatureProperties><xades:SigningTime>2026-01-02T03:04:05Z</xades:SigningTime>"
            f'<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>{sha(der)}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>'
            f"</xades:SignedSignatureProperties><xades:SignedDataObjectProperties>{formats}</xades:SignedDataObjectProperties>"
        )
        # The expected canonical form is written by hand, so that the reader is not its own judge.
        props = f'<xades:SignedProperties {SPACES} Id="p">{inner}</xades:SignedProperties>'
        digest = sha(canonical(props))
        references = "".join(
            f'<ds:Reference Id="r{i}" URI="{name}"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>{sha(content)}</ds:DigestValue></ds:Reference>'
            for i, (name, content) in enumerate(files.items())
        )
        body = (
            f'<ds:CanonicalizationMethod Algorithm="{C14N}"/><ds:SignatureMethod Algorithm="{METHODS[self.kind]}"/>'
            f'{references}<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#p"><ds:Transforms><ds:Transform Algorithm="{C14N}"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>'
        )
        value = b64(self.sign(canonical(f"<ds:SignedInfo {SPACES}>{body}</ds:SignedInfo>")))
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<asic:XAdESSignatures {SPACES}><ds:Signature Id="s0">'
            f"<ds:SignedInfo>{body}</ds:SignedInfo><ds:SignatureValue>{value}</ds:SignatureValue>"
            f"<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{b64(der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
            f'<ds:Object><xades:QualifyingProperties Target="#s0"><xades:SignedProperties Id="p">{inner}</xades:SignedProperties></xades:QualifyingProperties></ds:Object>'
            "</ds:Signature></asic:XAdESSignatures>"
        ).encode()


def canonical(text: str) -> bytes:
    return etree.tostring(etree.fromstring(text), method="c14n")


def signed(tmp_path, content: bytes, files: dict[str, bytes] = FILES):
    path = tmp_path / "pack.asice"
    with (
        zipfile.ZipFile(io.BytesIO(container(files))) as old,
        zipfile.ZipFile(path, "w") as new,
    ):
        for one in old.infolist():
            new.writestr(one, old.read(one))
        new.writestr("META-INF/signatures0.xml", content)
    return path


@pytest.mark.parametrize("kind", ["rsa", "pss", "ec"])
def test_a_right_signature_is_told_with_its_certificate(tmp_path, kind):
    found = read_container(signed(tmp_path, Signer(kind).signatures(FILES)))
    assert found.broken == ()
    (one,) = found.signatures
    assert "BĒRZIŅA" in one.signer
    assert one.serial == "7"
    assert one.claimed == "2026-01-02T03:04:05Z"
    assert one.files == ("plan.docx", "seal.json")


def test_a_file_changed_after_signing_is_named(tmp_path):
    content = Signer("ec").signatures(FILES)
    path = signed(tmp_path, content, {**FILES, "plan.docx": b"another plan"})
    assert read_container(path).broken == (
        "META-INF/signatures0.xml: plan.docx: has been changed since it was signed",
    )


def test_a_file_that_no_signature_covers_is_named(tmp_path):
    path = signed(tmp_path, Signer("ec").signatures(FILES), {**FILES, "more.txt": b"!"})
    assert any("does not cover more.txt" in one for one in read_container(path).broken)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"2026-01-02T03", b"2025-01-02T03", "#p: has been changed"),
        (b"xmlenc#sha256", b"xmlenc#sha1xx", "too weak or unknown"),
        (b'Id="r0"', b'Id="r9"', "does not fit what is signed"),
        (b"xml-c14n11", b"xml-c14n99", "transform that is not known"),
        (b'URI="plan.docx"', b'URI="plan.odt"', "is signed, and is not there"),
        (b"01903#SignedProperties", b"01903#OtherProperties", "does not bind its XAdES"),
    ],
)
def test_what_is_altered_in_a_signature_is_named(tmp_path, old, new, problem):
    content = Signer("ec").signatures(FILES)
    assert old in content
    path = signed(tmp_path, content.replace(old, new))
    assert any(problem in one for one in read_container(path).broken)


def test_another_persons_certificate_is_found_out(tmp_path):
    mine, other = Signer("ec"), Signer("ec")
    content = mine.signatures(FILES)
    der = b64(other.certificate.public_bytes(serialization.Encoding.DER)).encode()
    own = b64(mine.certificate.public_bytes(serialization.Encoding.DER)).encode()
    found = read_container(signed(tmp_path, content.replace(own, der))).broken
    assert any("does not fit what is signed" in one for one in found)
    assert any("binds another certificate" in one for one in found)


def test_a_signature_without_its_properties_is_not_of_the_level(tmp_path):
    content = Signer("ec").signatures(FILES, properties="<xades:SignedSignatureProperties/>")
    found = read_container(signed(tmp_path, content)).broken
    assert any("says no signing time" in one for one in found)
    assert any("does not bind its certificate" in one for one in found)
    assert any("its format is not said" in one for one in found)


def test_a_second_copy_of_the_signed_properties_is_refused(tmp_path):
    content = Signer("ec").signatures(FILES)
    wrapped = content.replace(
        b"</ds:Signature>", b'<ds:Object><a xmlns="" Id="p"/></ds:Object></ds:Signature>'
    )
    assert any(
        "two elements have the id p" in one
        for one in read_container(signed(tmp_path, wrapped)).broken
    )


def test_a_signature_with_a_document_type_is_refused(tmp_path):
    content = (
        Signer("ec")
        .signatures(FILES)
        .replace(b"\n<asic:", b'\n<!DOCTYPE a [<!ENTITY x "y">]>\n<asic:', 1)
    )
    assert any("document type" in one for one in read_container(signed(tmp_path, content)).broken)


def test_what_is_no_container_is_refused(tmp_path):
    path = tmp_path / "x.asice"
    path.write_bytes(b"no zip")
    with pytest.raises(UnreadableDocumentError):
        read_container(path)


def test_a_container_that_leads_outside_is_refused(tmp_path):
    path = tmp_path / "x.asice"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../outside.txt", b"x")
    with pytest.raises(HostileDocumentError):
        read_container(path)
