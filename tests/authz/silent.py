"""A template engine that draws nothing: the matrix asks who may, and ten thousand pages need not be drawn for it."""

from django.template.backends.base import BaseEngine


class Nothing:
    """A template, of which only the name matters."""

    def __init__(self, name: str):
        self.template = self
        self.name = name

    def render(self, context=None, request=None) -> str:
        return self.name


class Silent(BaseEngine):
    app_dirname = "templates"

    def __init__(self, params):
        params = params.copy()
        params.pop("OPTIONS")
        super().__init__(params)

    def get_template(self, template_name) -> Nothing:
        return Nothing(template_name)

    def from_string(self, template_code) -> Nothing:
        return Nothing("inline")


SILENT = [{"BACKEND": "tests.authz.silent.Silent", "DIRS": [], "APP_DIRS": False, "OPTIONS": {}}]
