"""Stops storing a file that is larger than any import may be, while its sender still gets an answer in words."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Oversize(UploadedFile):
    """A file that was received to its end and thrown away: only its name and its size are known."""


class Bounded(FileUploadHandler):
    """First of the handlers: what comes beyond IMPORT_MAX_BYTES is read from the line and goes nowhere."""

    received = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        return None if self.received > settings.IMPORT_MAX_BYTES else raw_data

    def file_complete(self, file_size):
        if self.received <= settings.IMPORT_MAX_BYTES:
            return None
        for other in self.request.upload_handlers:
            if other is not self:
                other.upload_interrupted()
        return Oversize(BytesIO(), self.file_name, self.content_type, self.received)
