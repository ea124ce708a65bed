"""`number__among=[…]`: what `__in` does, as one parameter, so that thousands of values cost no more than one."""

from __future__ import annotations

import json

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Among(Lookup):
    """True of a text that is one of a list of texts."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*params, values]
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(values)]  # noqa: S608
