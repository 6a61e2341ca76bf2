"""``python app.py`` and Hugging Face Spaces start here: builds the page and serves it."""

from app.insight.door import routes
from app.service import GeneRec
from app.settings import load
from app.ui.site import Site
from app.verify import door

settings = load()
service = GeneRec(settings)
beside = routes(settings.operator_token, lambda: service.store)
beside += door.build(settings, lambda: service.store)
site = Site(service, settings.home, beside)
demo = site.demo

if __name__ == "__main__":
    site.serve(settings.host, settings.port, max_file_size=settings.file_bytes)
