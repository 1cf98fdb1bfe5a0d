"""A trusted time for a signature, from a service of RFC 3161 that the operator named."""

from typing import Any

from app.reports.rules.signing import SigningError, Trouble
from app.reports.signing.wire import post

LARGEST = 256 * 1024  # bytes of an answer


def timestamper(url: str) -> Any:
    """What pyHanko asks for a time stamp; its own client would follow redirects."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Service(TimeStamper):
        """Asks the configured address."""

        async def async_request_tsa_response(self, req: Any) -> Any:
            headers = {"Content-Type": "application/timestamp-query"}
            try:
                status, answer = post(url, req.dump(), headers, LARGEST)
                if status != 200:
                    raise SigningError(Trouble.NO_TIMESTAMP)
                return tsp.TimeStampResp.load(answer, strict=True)
            except (SigningError, ValueError):
                raise SigningError(Trouble.NO_TIMESTAMP) from None

    return Service()  # type: ignore[no-untyped-call]
