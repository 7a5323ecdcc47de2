"""A Prefect API that ends with the process that started it: `python -m flows.api_server PORT`."""

from __future__ import annotations

import sys

from flows.supervised import end_with_the_starter


def main() -> None:
    """Serve Prefect's API on 127.0.0.1 until the standard input is closed."""
    end_with_the_starter()
    import uvicorn  # noqa: PLC0415  the starter may end while this is imported

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()
