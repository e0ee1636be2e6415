"""A server in a container, for testcontainers-python; the extra `testcontainers` brings it."""

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy

from mockserver.client._sync.server import RemoteServer, Server
from mockserver.settings import Settings

PORT: int = Settings.model_fields["port"].default


class MockServerContainer(DockerContainer):
    """A container that is ready when its block begins. Its settings are environment variables, as README has.

    Args:
        image: as `docker build` named it.
        seed: names, files or folders, as the container sees them.
    """

    def __init__(self, image: str = "mockserver", *seed: str) -> None:
        super().__init__(image)
        self.with_exposed_ports(PORT)
        self.with_env("MOCKSERVER_ADMIN_HOSTS", self.get_docker_client().host())
        self.waiting_for(HttpWaitStrategy(PORT, "/readyz"))
        if seed:
            self.with_env("MOCKSERVER_SEED", ",".join(seed))

    @property
    def server(self) -> Server:
        """The handle of the server, once it runs."""
        url = f"http://{self.get_container_host_ip()}:{self.get_exposed_port(PORT)}"
        return RemoteServer(url, self.env.get("MOCKSERVER_ADMIN_TOKEN"))
