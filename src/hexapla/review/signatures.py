"""Rechecks XAdES signatures in an ASiC-E container: structure, digests, value, certificate.

After ETSI EN 319 132-1 (level B-B) and W3C XML Signature 1.1. Time stamps, revocation and the
issuer's trust are not looked at; `containers.UNCHECKED` says so to whoever reads the result.
"""

from __future__ import annotations

import base64
import binascii
import copy
import hashlib
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_NAMES = {"ds": DS, "xades": XADES}
_ENCRYPTED = "http://www.w3.org/2001/04/xmlenc#"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_MORE_07 = "http://www.w3.org/2007/05/xmldsig-more#"
_DIGESTS = {
    f"{_ENCRYPTED}sha256": "sha256",
    f"{_MORE}sha384": "sha384",
    f"{_ENCRYPTED}sha512": "sha512",
}
_CANONICAL = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (False, False),
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (False, True),
    "http://www.w3.org/2006/12/xml-c14n11": (False, False),
    "http://www.w3.org/2006/12/xml-c14n11#WithComments": (False, True),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}
_SHA: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_METHODS = {
    **{f"{_MORE}rsa-{name}": ("rsa", name) for name in _SHA},
    **{f"{_MORE_07}{name}-rsa-MGF1": ("pss", name) for name in _SHA},
    **{f"{_MORE}ecdsa-{name}": ("ecdsa", name) for name in _SHA},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature as it was found. `claimed` is the time that the signer's machine said.

    `valid` is the certificate's span as it says itself, `files` what the signature covers;
    `problems` is empty where structure, digests and value are right.
    """

    name: str
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    valid: tuple[str, str] = ("", "")
    claimed: str = ""
    method: str = ""
    files: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_signature(name: str, content: bytes, payload: Mapping[str, bytes]) -> Iterator[Signature]:
    """Recheck every signature of a signatures file over the container's files."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield Signature(name=name, problems=(f"is no XML ({error})",))
        return
    if root.getroottree().docinfo.doctype:
        yield Signature(name=name, problems=("has a document type, which no signature has",))
        return
    found = list(root.iter(f"{{{DS}}}Signature"))
    if not found:
        yield Signature(name=name, problems=("holds no signature",))
    ids = [one.get("Id") for one in root.iter() if isinstance(one.tag, str) and one.get("Id")]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    for signature in found:
        yield _Recheck(name, signature, payload, twice).result()


class _Recheck:
    """The recheck of one ds:Signature."""

    def __init__(
        self, name: str, element: Any, payload: Mapping[str, bytes], twice: Sequence[str]
    ) -> None:
        self._name, self._element, self._payload = name, element, payload
        self._problems = [f"two elements have the id {one}" for one in twice]
        self._covered: list[str] = []

    def result(self) -> Signature:
        """Recheck all of it."""
        info = self._one("ds:SignedInfo")
        certificate = self._certificate()
        if info is None:
            self._problems.append("has no ds:SignedInfo")
        else:
            self._references(info)
            if certificate is not None:
                self._value(info, certificate)
        properties = self._properties(certificate)
        left = sorted(set(self._payload) - set(self._covered))
        self._problems += [f"does not cover {name}" for name in left]
        method = info.find("ds:SignatureMethod", _NAMES) if info is not None else None
        said = Signature(
            name=self._name,
            claimed=properties,
            method=method.get("Algorithm", "").rpartition("#")[2] if method is not None else "",
            files=tuple(sorted(self._covered)),
            problems=tuple(dict.fromkeys(self._problems)),
        )
        return _shown(said, certificate)

    def _one(self, path: str) -> Any:
        return self._element.find(path, _NAMES)

    def _certificate(self) -> x509.Certificate | None:
        found = self._one("ds:KeyInfo/ds:X509Data/ds:X509Certificate")
        if found is None:
            self._problems.append("holds no certificate")
            return None
        try:
            return x509.load_der_x509_certificate(_decoded(found.text))
        except (ValueError, binascii.Error) as error:
            self._problems.append(f"its certificate cannot be read ({error})")
            return None

    def _references(self, info: Any) -> None:
        binds_properties = False
        for reference in info.findall("ds:Reference", _NAMES):
            uri = reference.get("URI") or ""
            is_properties = reference.get("Type") == SIGNED_PROPERTIES
            binds_properties |= is_properties
            if uri.startswith("#"):
                content = self._same_document(uri[1:], reference, is_properties=is_properties)
            else:
                content = self._file(uri, reference)
            if content is not None:
                self._digest(reference, content, uri)
        if not binds_properties:
            self._problems.append("does not bind its XAdES properties")

    def _file(self, uri: str, reference: Any) -> bytes | None:
        name = urllib.parse.unquote(uri)
        if reference.find("ds:Transforms/ds:Transform", _NAMES) is not None:
            self._problems.append(f"{name}: is transformed before it is signed")
            return None
        if name not in self._payload:
            self._problems.append(f"{name}: is signed, and is not there")
            return None
        self._covered.append(name)
        return self._payload[name]

    def _same_document(self, name: str, reference: Any, *, is_properties: bool) -> bytes | None:
        inside = [one for one in self._element.iter() if one.get("Id") == name]
        if len(inside) != 1:
            self._problems.append(f"#{name}: is not there once")
            return None
        # What is bound as the properties must be the properties that are read below.
        path = "ds:Object/xades:QualifyingProperties/xades:SignedProperties"
        if is_properties and inside[0] is not self._one(path):
            self._problems.append(f"#{name}: is not where the signed properties stand")
            return None
        algorithm, prefixes = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", None
        for transform in reference.findall("ds:Transforms/ds:Transform", _NAMES):
            algorithm, prefixes = transform.get("Algorithm", ""), _prefixes(transform)
        return self._canonical(inside[0], algorithm, prefixes)

    def _canonical(self, element: Any, algorithm: str, prefixes: list[str] | None) -> bytes | None:
        if algorithm not in _CANONICAL:
            self._problems.append(f"uses a transform that is not known: {algorithm}")
            return None
        exclusive, comments = _CANONICAL[algorithm]
        # lxml canonicalises a subtree as if it had no ancestors; inclusive canonical XML renders
        # the namespaces that are in scope, so they are declared on a copy.
        alone = etree.Element(element.tag, attrib=dict(element.attrib), nsmap=element.nsmap)
        alone.text = element.text
        alone.extend(copy.deepcopy(child) for child in element)
        made: bytes = etree.tostring(
            alone,
            method="c14n",
            exclusive=exclusive,
            with_comments=comments,
            inclusive_ns_prefixes=prefixes if exclusive else None,
        )
        return made

    def _digest(self, reference: Any, content: bytes, uri: str) -> None:
        method = reference.find("ds:DigestMethod", _NAMES)
        value = reference.find("ds:DigestValue", _NAMES)
        algorithm = method.get("Algorithm", "") if method is not None else ""
        shown = urllib.parse.unquote(uri)
        if algorithm not in _DIGESTS:
            self._problems.append(
                f"{shown}: uses a digest that is too weak or unknown: {algorithm}"
            )
        elif value is None or not _same(
            hashlib.new(_DIGESTS[algorithm], content).digest(), value.text
        ):
            self._problems.append(f"{shown}: has been changed since it was signed")

    def _value(self, info: Any, certificate: x509.Certificate) -> None:
        canonical = info.find("ds:CanonicalizationMethod", _NAMES)
        method = info.find("ds:SignatureMethod", _NAMES)
        value = self._one("ds:SignatureValue")
        if canonical is None or method is None or value is None:
            self._problems.append("lacks its method or its value")
            return
        content = self._canonical(info, canonical.get("Algorithm", ""), _prefixes(canonical))
        if content is None:
            return
        algorithm = method.get("Algorithm", "")
        if algorithm not in _METHODS:
            self._problems.append(f"uses a method that is too weak or unknown: {algorithm}")
            return
        try:
            _verify(certificate, _decoded(value.text), content, *_METHODS[algorithm])
        except InvalidSignature:
            self._problems.append("its value does not fit what is signed, or the certificate")
        except (TypeError, ValueError, binascii.Error, UnsupportedAlgorithm) as error:
            self._problems.append(f"its value cannot be rechecked ({error})")

    def _span(self, certificate: x509.Certificate, claimed: str) -> None:
        """Hold the time that is claimed against the certificate's own span."""
        try:
            at = datetime.fromisoformat(claimed.strip())
        except ValueError:
            self._problems.append("its signing time is none")
            return
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            self._problems.append("says a signing time at which its certificate was not valid")

    def _properties(self, certificate: x509.Certificate | None) -> str:
        """Check what level B-B asks of the signed properties; give the claimed time."""
        base = "ds:Object/xades:QualifyingProperties/xades:SignedProperties"
        signature = f"{base}/xades:SignedSignatureProperties"
        claimed = self._one(f"{signature}/xades:SigningTime")
        if claimed is None:
            self._problems.append("says no signing time")
        formats = self._element.findall(
            f"{base}/xades:SignedDataObjectProperties/xades:DataObjectFormat", _NAMES
        )
        described = {one.get("ObjectReference", "").lstrip("#") for one in formats}
        for reference in self._element.findall("ds:SignedInfo/ds:Reference", _NAMES):
            if (reference.get("URI") or "").startswith("#"):
                continue
            if reference.get("Id") not in described:
                told = urllib.parse.unquote(reference.get("URI") or "")
                self._problems.append(f"{told}: its format is not said in the signature")
        bound = [
            self._one(f"{signature}/xades:{kind}/xades:Cert/xades:CertDigest")
            for kind in ("SigningCertificateV2", "SigningCertificate")
        ]
        digests = [one for one in bound if one is not None]
        if not digests:
            self._problems.append("does not bind its certificate")
        elif _digest_of(digests[0]) is None:
            self._problems.append("binds its certificate by a digest that is too weak or unknown")
        elif certificate is not None and not _fits(digests[0], certificate):
            self._problems.append("binds another certificate than it carries")
        if certificate is not None and claimed is not None:
            self._span(certificate, claimed.text or "")
        return (claimed.text or "").strip() if claimed is not None else ""


def _digest_of(said: Any) -> str | None:
    method = said.find("ds:DigestMethod", _NAMES)
    return _DIGESTS.get(method.get("Algorithm", "") if method is not None else "")


def _prefixes(method: Any) -> list[str] | None:
    found = method.find("{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces")
    return found.get("PrefixList", "").split() if found is not None else None


def _fits(said: Any, certificate: x509.Certificate) -> bool:
    value = said.find("ds:DigestValue", _NAMES)
    algorithm = _digest_of(said)
    if algorithm is None or value is None:
        return False
    return _same(certificate.fingerprint(_SHA[algorithm]), value.text)


def _decoded(text: str | None) -> bytes:
    return base64.b64decode("".join((text or "").split()), validate=True)


def _same(made: bytes, said: str | None) -> bool:
    try:
        return made == _decoded(said)
    except binascii.Error:
        return False


def _verify(
    certificate: x509.Certificate, value: bytes, content: bytes, kind: str, name: str
) -> None:
    key, sha = certificate.public_key(), _SHA[name]
    if kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        # XML Signature writes r and s one after the other; cryptography wants them in DER.
        half = len(value) // 2
        parts = (int.from_bytes(value[:half]), int.from_bytes(value[half:]))
        key.verify(encode_dss_signature(*parts), content, ec.ECDSA(sha))
    elif kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
        key.verify(value, content, padding.PKCS1v15(), sha)
    elif kind == "pss" and isinstance(key, rsa.RSAPublicKey):
        pss = padding.PSS(mgf=padding.MGF1(sha), salt_length=padding.PSS.DIGEST_LENGTH)
        key.verify(value, content, pss, sha)
    else:
        raise ValueError("the certificate's key is of another kind than the method")


def _shown(said: Signature, certificate: x509.Certificate | None) -> Signature:
    if certificate is None:
        return said
    return Signature(
        name=said.name,
        signer=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:x}",
        valid=(
            certificate.not_valid_before_utc.isoformat(),
            certificate.not_valid_after_utc.isoformat(),
        ),
        claimed=said.claimed,
        method=said.method,
        files=said.files,
        problems=said.problems,
    )
