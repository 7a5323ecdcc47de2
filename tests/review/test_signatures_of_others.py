"""Signatures that another program made (signxml), over containers that zipfile made."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lxml import etree

from hexapla.review import read_container

signxml = pytest.importorskip("signxml", reason="needs signxml")
xades = pytest.importorskip("signxml.xades", reason="needs signxml")

NOTE = b"<note>Text</note>"  # its own canonical form: signxml signs XML alone
MEDIA = "application/vnd.etsi.asic-e+zip"
LISTED = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def key_of(kind):
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP384R1() if kind == "ec384" else ec.SECP256R1())


def certificate_of(key, *, until=2100):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Anna Bērziņa")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(0xBEEF)
        .not_valid_before(dt.datetime(2010, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(until, 1, 1, tzinfo=dt.UTC))
        .sign(key, hashes.SHA256())
    )


def signature(kind="ec256", *, of=NOTE, digest="SHA256", until=2100):
    key = key_of(kind)
    method = f"{'RSA' if kind == 'rsa' else 'ECDSA'}_{digest}"
    signer = xades.XAdESSigner(
        claimed_roles=[],
        data_object_format=xades.XAdESDataObjectFormat(Description="a note", MimeType="text/xml"),
        method=signxml.methods.detached,
        signature_algorithm=signxml.SignatureMethod[method],
        digest_algorithm=signxml.DigestAlgorithm[digest],
        c14n_algorithm=signxml.CanonicalizationMethod.CANONICAL_XML_1_0,
    )
    made = signer.sign(
        etree.fromstring(of),
        key=key,
        cert=[certificate_of(key, until=until)],
        reference_uri="note.xml",
        exclude_c14n_transform_element=True,
    )
    # Alone, for signxml binds the namespaces in scope where it signs.
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8")


def packed(tmp_path, signed, *, without=(), **more):
    manifest = (
        f'<m:manifest xmlns:m="{LISTED}" m:version="1.2">'
        f'<m:file-entry m:full-path="/" m:media-type="{MEDIA}"/>'
        '<m:file-entry m:full-path="note.xml" m:media-type="text/xml"/></m:manifest>'
    )
    parts = {
        "mimetype": MEDIA.encode(),
        "note.xml": NOTE,
        "META-INF/manifest.xml": manifest.encode(),
        "META-INF/signatures0.xml": signed,
        **more,
    }
    path = tmp_path / "note.asice"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if name not in without:
                archive.writestr(name, content)
    return read_container(path)


@pytest.mark.parametrize(
    ("kind", "digest"),
    [("rsa", "SHA256"), ("rsa", "SHA512"), ("ec256", "SHA256"), ("ec384", "SHA384")],
)
def test_a_signature_of_another_make_is_right(tmp_path, kind, digest):
    found = packed(tmp_path, signature(kind, digest=digest))
    assert found.broken == ()
    (one,) = found.signatures
    assert one.signer == "CN=Anna Bērziņa"
    assert (one.serial, one.files) == ("beef", ("note.xml",))
    assert one.valid[0].startswith("2010-01-01")


def test_a_file_that_is_another_is_named(tmp_path):
    found = packed(tmp_path, signature(), **{"note.xml": b"<note>Other</note>"})
    assert "note.xml: has been changed since it was signed" in found.broken[0]


def test_a_list_of_files_that_is_missing_is_named(tmp_path):
    found = packed(tmp_path, signature(), without=("META-INF/manifest.xml",))
    assert found.broken == ("META-INF/manifest.xml: is missing",)


def test_a_signature_over_another_file_does_not_pass(tmp_path):
    found = packed(tmp_path, signature(of=b"<note>Another</note>"))
    assert any("has been changed since it was signed" in one for one in found.broken)


def test_a_value_of_another_signature_does_not_pass(tmp_path):
    one, other = (etree.fromstring(signature()) for _ in range(2))
    value = "{http://www.w3.org/2000/09/xmldsig#}SignatureValue"
    next(one.iter(value)).text = next(other.iter(value)).text
    found = packed(tmp_path, etree.tostring(one))
    assert any("its value does not fit" in line for line in found.broken)


def test_a_time_at_which_the_certificate_was_not_valid_is_named(tmp_path):
    found = packed(tmp_path, signature(until=2012))
    assert any("at which its certificate was not valid" in one for one in found.broken)


@pytest.mark.parametrize("tag", ["SigningTime", "SigningCertificateV2", "DataObjectFormat"])
def test_a_signature_that_lacks_what_the_level_asks_for_is_named(tmp_path, tag):
    root = etree.fromstring(signature())
    for one in list(root.iter(f"{{http://uri.etsi.org/01903/v1.3.2#}}{tag}")):
        one.getparent().remove(one)
    found = packed(tmp_path, etree.tostring(root))
    assert len(found.broken) >= 2  # it is missing, and the properties are not those signed


def test_a_certificate_that_is_bound_by_sha_1_is_told_apart_from_another_one(tmp_path):
    text = signature().replace(
        b'<xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>',
        b'<xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/>',
    )
    found = packed(tmp_path, text)
    assert any("by a digest that is too weak" in one for one in found.broken)
    assert not any("another certificate" in one for one in found.broken)
