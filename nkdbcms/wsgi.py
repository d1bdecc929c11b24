"""The entry for gunicorn: `gunicorn nkdbcms.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nkdbcms.settings")
application = get_wsgi_application()
