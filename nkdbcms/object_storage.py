"""Files in object storage that speaks S3. The site alone reaches it: nothing there has an address.

Pictures for readers go through the site as well, so that no page names a foreign host.
"""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryFile
from urllib.parse import urljoin, urlsplit

import certifi
import urllib3
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri

#: What is larger goes in several parts, each of which is in memory for a moment.
PART = 16 * 1024 * 1024
IN_MEMORY = 2 * 1024 * 1024


@deconstructible
class ObjectStorage(Storage):
    """The part of a bucket below `prefix`. No object is ever made public.

    `base_url` is the address of the site's own view of the files, None for what has no address.
    """

    def __init__(self, *, endpoint, region, bucket, access_key, secret_key, prefix, base_url=None):
        self.endpoint, self.region, self.bucket = urlsplit(endpoint), region, bucket
        self._keys = {"access_key": access_key, "secret_key": secret_key}
        self.prefix, self.base_url = prefix, base_url

    @cached_property
    def client(self):
        from minio import Minio  # an extra: a system check says where it is missing

        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=5, read=60),
            maxsize=10,
            ca_certs=certifi.where(),
            retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503]),
        )
        return Minio(
            self.endpoint.netloc,
            region=self.region,
            secure=self.endpoint.scheme == "https",
            http_client=pool,
            **self._keys,
        )

    # --- what Django asks for ---------------------------------------------------------------

    def _open(self, name: str, mode: str = "rb"):
        if "w" in mode:
            return _Outgoing(lambda file: self._put(name, file))
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever opened it closes it
        with self._errors(name):
            answer = self.client.get_object(self.bucket, self._key(name))
            try:
                copyfileobj(answer, file, 1024 * 1024)
            finally:
                answer.close()
                answer.release_conn()
        file.seek(0)
        return File(file, name)

    def _save(self, name: str, content: File) -> str:
        with SpooledTemporaryFile(IN_MEMORY) as file:
            for chunk in content.chunks():
                file.write(chunk)
            self._put(name, file)
        return name

    def _put(self, name: str, file) -> None:
        size = file.tell()
        file.seek(0)
        with self._errors(name):
            self.client.put_object(
                self.bucket,
                self._key(name),
                file,
                size,
                part_size=PART,
                num_parallel_uploads=1,
            )

    def delete(self, name: str) -> None:
        with self._errors(name):
            self.client.remove_object(self.bucket, self._key(name))

    def exists(self, name: str) -> bool:
        try:
            self._stat(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return self._stat(name).size

    def get_modified_time(self, name: str):
        return self._stat(name).last_modified

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        start = self._key(path).rstrip("/") + "/" if path else f"{self.prefix}/"
        folders, files = [], []
        with self._errors(path):
            for one in self.client.list_objects(self.bucket, prefix=start):
                name = one.object_name.removeprefix(start).rstrip("/")
                (folders if one.is_dir else files).append(name)
        return folders, files

    def url(self, name: str | None) -> str:
        if self.base_url is None:
            raise ValueError("a file of this store has no address")
        return urljoin(self.base_url, filepath_to_uri(name).lstrip("/"))

    # --- parts ------------------------------------------------------------------------------

    def _stat(self, name: str):
        with self._errors(name):
            return self.client.stat_object(self.bucket, self._key(name))

    def _key(self, name: str) -> str:
        """The key of an object, which never lies outside of the prefix."""
        path = posixpath.normpath(name.replace("\\", "/"))
        if path.startswith(("/", "..")):
            raise FileNotFoundError(name)
        return f"{self.prefix}/{path}"

    @contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        """What goes wrong there, as it is called of files."""
        from minio.error import MinioException, S3Error

        try:
            yield
        except S3Error as error:
            if error.code in {"NoSuchKey", "NoSuchObject"}:
                raise FileNotFoundError(name) from None
            raise OSError(f"object storage refused: {error.code}") from None
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise OSError(f"object storage failed: {type(error).__name__}") from None


class _Outgoing:
    """A file that is written here and goes to the store when it is closed.

    What is sealed is ciphertext by then, so a temporary file may hold it.
    """

    def __init__(self, send):
        self._send, self._file = send, TemporaryFile()  # noqa: SIM115 - closed below

    def write(self, content: bytes) -> int:
        return self._file.write(content)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        if self._file.closed:
            return
        with self._file:
            self._send(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        self.close()
