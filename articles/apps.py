from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Coverage and testimonies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from articles import history  # the models have to be loaded first

        history.register_models()
