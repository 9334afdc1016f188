"""``tiptranslate review``."""

import webbrowser

import click

from tiptranslate.cli.common import App, pass_app
from tiptranslate.project import Project


@click.command()
@click.argument("release", required=False, metavar="[RELEASE]")
@click.option("-l", "--lang", metavar="CODE", help="Open the release in this language.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Serve on this port; 0 for any that is free."
)
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Serve on this address; others than this machine's own need a password.",
)
@click.option(
    "--password",
    envvar="TIPTRANSLATE_PASSWORD",
    prompt=True,
    prompt_required=False,
    hide_input=True,
    help="What browsers elsewhere must know; asked for if none is given here.",
)
@pass_app
def review(
    app: App,
    release: str | None,
    lang: str | None,
    port: int | None,
    no_browser: bool,
    host: str,
    password: str | None,
) -> None:
    """Review drafts in a browser, on this machine alone.

    Serves a page on which people correct and approve sentences, with the terms, the
    findings and what was approved before beside them. Every decision is in the
    catalog at once. Nothing leaves the machine. Ctrl-C ends it.

    The address has a key in it, so only who sees it can open the page.
    """
    project = app.project
    following = _page(project, release, lang)
    # The web server is of no use to other commands.
    from tiptranslate.review.reviewer import find_reviewer  # noqa: PLC0415
    from tiptranslate.review.serving import PORT, PortTakenError, Server  # noqa: PLC0415

    reviewer = find_reviewer(project.settings, project.root)
    try:
        server = Server(
            project.root,
            reviewer,
            host=host,
            port=PORT if port is None else port,
            password=password or "",
        )
    except PortTakenError:
        if port is not None:
            raise
        server = Server(project.root, reviewer, host=host, port=0, password=password or "")
    rest = f"&next={following}" if following else ""
    with server:
        click.echo(server.url + rest)
        _explain(server.address, reviewer.name, remote=bool(password))
        if not no_browser:
            webbrowser.open(server.ticket_url + rest)
        try:
            server.wait()
        except KeyboardInterrupt:
            click.echo("\nStopped; every decision is in the catalogs.", err=True)


def _page(project: Project, release: str | None, lang: str | None) -> str:
    """The path of the page asked for; "" for the list of releases."""
    if release is None:
        _ = project.languages([lang] if lang else [])
        return ""
    (slug,) = project.select([release])
    (language, *_) = project.languages([lang] if lang else [])
    return f"/releases/{slug}/{language}"


def _explain(address: str, reviewer: str, *, remote: bool) -> None:
    """Say what whoever started it should know."""
    who = f"as {reviewer}" if reviewer else "without a name; set one under [review] in the settings"
    click.echo(f"Review in the browser at this address, {who}. Ctrl-C ends.", err=True)
    if remote:
        click.echo(
            f"Others open {address}/login; nothing hides what is sent from who is on the "
            "same network, so use one that you trust.",
            err=True,
        )
