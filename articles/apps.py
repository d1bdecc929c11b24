from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Coverage and testimonies")

    def ready(self):
        from articles import history  # the models have to be loaded first
        from articles.search import upkeep

        history.register_models()
        pre_migrate.connect(upkeep.before_migrating, sender=self)
        post_migrate.connect(upkeep.after_migrating, sender=self)
