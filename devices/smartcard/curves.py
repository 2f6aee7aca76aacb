"""Points of the elliptic curves that travel documents use, with the addition that generic mapping needs; pure.

`cryptography` adds no points and takes no generator but a curve's own. These keys live for one reading of one document;
whoever could time this arithmetic stands at the reader already.
"""

from __future__ import annotations

from dataclasses import dataclass

_Jacobian = tuple[int, int, int]


class NotOnCurve(ValueError):
    """What was sent is no point of the curve."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve, never the one at infinity."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """y² = x³ + ax + b over a prime field, of prime order."""

    name: str
    p: int
    a: int
    b: int
    generator: Point
    order: int

    @property
    def size(self) -> int:
        """Bytes of one coordinate."""
        return (self.p.bit_length() + 7) // 8

    def encode(self, point: Point) -> bytes:
        """Return the point uncompressed: 04, x, y."""
        return b"\x04" + point.x.to_bytes(self.size, "big") + point.y.to_bytes(self.size, "big")

    def decode(self, untrusted: bytes) -> Point:
        """Return the point that uncompressed bytes hold; raises `NotOnCurve`."""
        if len(untrusted) != 1 + 2 * self.size or untrusted[0] != 4:
            raise NotOnCurve("not an uncompressed point")
        x = int.from_bytes(untrusted[1 : 1 + self.size], "big")
        y = int.from_bytes(untrusted[1 + self.size :], "big")
        if x >= self.p or y >= self.p or (y * y - (x * x + self.a) * x - self.b) % self.p:
            raise NotOnCurve(self.name)
        return Point(x, y)

    def multiply(self, scalar: int, point: Point) -> Point:
        """Return `scalar` times the point; raises `NotOnCurve` where that is the point at infinity."""
        result = (1, 1, 0)
        base = (point.x, point.y, 1)
        for bit in f"{scalar % self.order:b}":
            result = self._double(result)
            if bit == "1":
                result = self._add(result, base)
        return self._affine(result)

    def add(self, one: Point, other: Point) -> Point:
        """Return the sum; raises `NotOnCurve` where that is the point at infinity."""
        return self._affine(self._add((one.x, one.y, 1), (other.x, other.y, 1)))

    def _affine(self, point: _Jacobian) -> Point:
        x, y, z = point
        if z == 0:
            raise NotOnCurve("infinity")
        inverse = pow(z, -1, self.p)
        square = inverse * inverse % self.p
        return Point(x * square % self.p, y * square * inverse % self.p)

    def _double(self, point: _Jacobian) -> _Jacobian:
        x, y, z = point
        p = self.p
        if z == 0 or y == 0:
            return (1, 1, 0)
        yy = y * y % p
        s = 4 * x * yy % p
        m = (3 * x * x + self.a * pow(z, 4, p)) % p
        nx = (m * m - 2 * s) % p
        return nx, (m * (s - nx) - 8 * yy * yy) % p, 2 * y * z % p

    def _add(self, one: _Jacobian, other: _Jacobian) -> _Jacobian:
        if one[2] == 0:
            return other
        if other[2] == 0:
            return one
        (x1, y1, z1), (x2, y2, z2), p = one, other, self.p
        zz1, zz2 = z1 * z1 % p, z2 * z2 % p
        u1, u2 = x1 * zz2 % p, x2 * zz1 % p
        s1, s2 = y1 * zz2 * z2 % p, y2 * zz1 * z1 % p
        h, r = (u2 - u1) % p, (s2 - s1) % p
        if h == 0:
            return self._double(one) if r == 0 else (1, 1, 0)
        hh = h * h % p
        hhh = h * hh % p
        v = u1 * hh % p
        nx = (r * r - hhh - 2 * v) % p
        return nx, (r * (v - nx) - s1 * hhh) % p, h * z1 * z2 % p


P256 = Curve(
    name="secp256r1",
    p=0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    a=-3,
    b=0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    generator=Point(
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    order=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
)
BRAINPOOL_P256 = Curve(
    name="brainpoolP256r1",
    p=0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377,
    a=0x7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9,
    b=0x26DC5C6CE94A4B44F330B5D9BBD77CBF958416295CF7E1CE6BCCDC18FF8C07B6,
    generator=Point(
        0x8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262,
        0x547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997,
    ),
    order=0xA9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7,
)
