"""``python app.py`` and Hugging Face Spaces start here: builds the page and serves it."""

import sys

from models.hub import zero

zero.first()  # on ZeroGPU its package comes before torch

from app.arguments import settled  # noqa: E402
from app.insight.door import routes  # noqa: E402
from app.logs import speak  # noqa: E402
from app.moderation import door as review  # noqa: E402
from app.moderation.wired import desk  # noqa: E402
from app.service import GeneRec  # noqa: E402
from app.ui.site import Site  # noqa: E402
from app.verify import door  # noqa: E402
from models.errors import Unavailable  # noqa: E402

if __name__ == "__main__":
    speak()
settings = settled(sys.argv[1:] if __name__ == "__main__" else ())
service = GeneRec(settings)
service.place()
beside = routes(settings.operator_token, lambda: service.store)
beside += door.build(settings, lambda: service.store)
beside += review.routes(settings.operator_token, lambda: desk(service))
site = Site(service, settings.home, beside)
demo = site.demo

if __name__ == "__main__":
    try:
        site.serve(settings.host, settings.port, max_file_size=settings.file_bytes)
    except Unavailable as exc:
        sys.exit(str(exc))
