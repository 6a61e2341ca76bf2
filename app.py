"""``python app.py`` and Hugging Face Spaces start here: builds the page and serves it."""

from app.insight.door import routes
from app.service import GeneRec
from app.settings import load
from app.ui.site import Site

settings = load()
service = GeneRec(settings)
site = Site(service, settings.home, routes(settings.operator_token, lambda: service.store))
demo = site.demo

if __name__ == "__main__":
    site.serve(settings.host, settings.port, max_file_size=settings.file_bytes)
