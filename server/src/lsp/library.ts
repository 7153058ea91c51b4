/**
 * What the server takes of the protocol's library besides types, through one door: a bundle copies the library's whole
 * list of names, hundreds of them, for every file that imports something from it.
 */
export {
  AbstractMessageWriter,
  CodeActionKind,
  createConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  LSPErrorCodes,
  ProposedFeatures,
  RequestType,
  ResponseError,
  StreamMessageReader,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
