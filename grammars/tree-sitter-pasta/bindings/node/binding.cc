#include <napi.h>

typedef struct TSLanguage TSLanguage;
extern "C" TSLanguage *tree_sitter_pasta();

// The tag by which node-tree-sitter knows that an external value is a language.
const napi_type_tag LANGUAGE_TYPE_TAG = {0x8AF2E5212AD58ABF, 0xD5006CAD83ABBA16};

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto language = Napi::External<TSLanguage>::New(env, tree_sitter_pasta());
  language.TypeTag(&LANGUAGE_TYPE_TAG);
  exports["name"] = Napi::String::New(env, "pasta");
  exports["language"] = language;
  return exports;
}

NODE_API_MODULE(tree_sitter_pasta_binding, Init)
