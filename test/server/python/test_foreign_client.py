"""A third, independent client: pytest-lsp checks every message against the types of the protocol's own model.

COMMAND (JSON) starts the server, GHOST is the folder of the sample ghost. Requests are asked as an editor would, on a
text that is changed on the way; an answer that is not of the type that the protocol names fails the test.
"""

import json
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

GHOST = pathlib.Path(os.environ["GHOST"])
TALK = GHOST / "dic" / "talk.pasta"
URI = TALK.as_uri()
DOCUMENT = types.TextDocumentIdentifier(uri=URI)


@pytest_lsp.fixture(
    params=["visual_studio_code", "neovim", "emacs"],
    config=ClientServerConfig(server_command=json.loads(os.environ["COMMAND"])),
)
async def client(request, lsp_client: LanguageClient):
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _(_: types.RegistrationParams):
        return None

    # A client that can refresh what it shows is asked to when names come and go.
    for method in (
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    ):
        lsp_client.feature(method)(lambda *_: None)

    folder = types.WorkspaceFolder(uri=GHOST.as_uri(), name="ghost")
    capabilities = client_capabilities(request.param)
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=[folder], root_uri=GHOST.as_uri())
    )
    yield
    await lsp_client.shutdown_session()


def place(text: str, needle: str) -> types.Position:
    """The position of a piece of text, in UTF-16 code units."""
    offset = text.index(needle)
    line = text.count("\n", 0, offset)
    column = text[text.rfind("\n", 0, offset) + 1 : offset]
    return types.Position(line=line, character=len(column.encode("utf-16-le")) // 2)


@pytest.mark.asyncio
async def test_an_editing_session(client: LanguageClient):
    text = TALK.read_text(encoding="utf-8")
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri=URI, language_id="pasta", version=1, text=text))
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    call = text.index("　＞") + 1
    target = text[call + 1 : text.index("\n", call)].split("（")[0].strip()
    at = place(text, "＞" + target)
    at = types.Position(line=at.line, character=at.character + 1)
    here = types.TextDocumentPositionParams(DOCUMENT, at)

    found = await client.text_document_definition_async(types.DefinitionParams(DOCUMENT, at))
    assert found, "the call leads somewhere"
    hover = await client.text_document_hover_async(types.HoverParams(DOCUMENT, at))
    assert hover is not None and target in str(hover.contents)
    assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(DOCUMENT))
    assert await client.text_document_references_async(
        types.ReferenceParams(types.ReferenceContext(include_declaration=True), DOCUMENT, at)
    )
    assert await client.text_document_completion_async(types.CompletionParams(DOCUMENT, at)) is not None
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(DOCUMENT))
    assert await client.text_document_document_highlight_async(types.DocumentHighlightParams(DOCUMENT, at))
    assert await client.text_document_code_lens_async(types.CodeLensParams(DOCUMENT))
    assert await client.workspace_symbol_async(types.WorkspaceSymbolParams(query=target))
    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(DOCUMENT))
    assert tokens is not None and len(tokens.data) > 0

    # The name is broken and mended again; findings follow each time.
    end = types.Position(line=at.line, character=at.character + len(target))
    broken = types.TextDocumentContentChangePartial(range=types.Range(end, end), text="どこにもない")
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version=2, uri=URI), [broken])
    )
    codes = await codes_after_change(client)
    assert "unresolved-scene" in codes
    end_of_word = types.Position(line=end.line, character=end.character + len("どこにもない"))
    mended = types.TextDocumentContentChangePartial(range=types.Range(end, end_of_word), text="")
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version=3, uri=URI), [mended])
    )
    while "unresolved-scene" in await codes_after_change(client):
        pass
    assert here.position.line == at.line


async def codes_after_change(client: LanguageClient) -> set:
    """The codes of the findings that the server publishes next for the document."""
    while True:
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        if URI in client.diagnostics:
            return {finding.code for finding in client.diagnostics[URI]}
