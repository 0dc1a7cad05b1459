"""Real Chromium against the server that `setup/test` started. A failing test leaves pictures of what was open."""

import contextlib
import os

import pytest
from playwright.sync_api import Error, sync_playwright

from kit.paths import SCREENSHOTS

from .api import Api
from .app import App
from .backend import Backend
from .camera import Camera
from .till import Till

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
SWITCHES = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
TIMEOUT = 30_000  # milliseconds for a person's step, the first loading of a bundle included


@pytest.fixture(scope="session")
def url():
    return os.environ["MCRM_URL"]


@pytest.fixture(scope="session")
def camera(tmp_path_factory):
    return Camera(tmp_path_factory.mktemp("camera") / "camera.y4m")


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture
def launch(playwright, camera):
    """Start a Chromium whose camera sees the file of `camera`."""
    running = []

    def start():
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=[*SWITCHES, f"--use-file-for-fake-video-capture={camera.file}"],
        )
        running.append(browser)
        return browser

    yield start
    for browser in running:
        browser.close()


@pytest.fixture
def open_page(launch, url, request):
    """Open a page in a context of its own, so that it shares no session with others."""
    browser = launch()
    request.node.pages = pages = []

    def new(device, **options):
        context = browser.new_context(base_url=url, locale="id-ID", timezone_id="Asia/Jakarta", **device, **options)
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        pages.append(page)
        return page

    return new


@pytest.fixture
def app(open_page):
    return App(open_page(PHONE))


@pytest.fixture
def till(open_page, camera):
    return Till(open_page(DESKTOP), camera)


@pytest.fixture
def api(url):
    return Api(url)


@pytest.fixture(scope="session")
def backend(url):
    return Backend(url, os.environ["MCRM_DB"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        SCREENSHOTS.mkdir(exist_ok=True)
        for number, page in enumerate(getattr(item, "pages", ())):
            with contextlib.suppress(Error):  # its browser may have been killed
                page.screenshot(path=SCREENSHOTS / f"{item.name}-{number}.png")
    return report
