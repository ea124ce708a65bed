"""`reciproque doctor`: looks at the installation and says what endangers it, one line per thing looked at."""

import sys

from reciproque.foundation import clock, doctor, terminal


class Command(terminal.Command):
    help = "Examine l’installation : OK, à surveiller ou refusé, et quoi faire. Code 1 si quelque chose est refusé."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--copy", action="store_true", help="n’examiner que les données (copie restaurée)"
        )

    def handle(self, *, copy: bool, **options):
        findings = (doctor.examine_copy if copy else doctor.examine)(at=clock.now())
        refused_last = sorted(findings, key=lambda finding: finding.level is doctor.Level.REFUSED)
        for finding in refused_last:
            self.stdout.write(str(finding))
        if doctor.refuses(findings):
            sys.exit(1)
