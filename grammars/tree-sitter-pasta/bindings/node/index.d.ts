type Language = { name: string; language: unknown; nodeTypeInfo: readonly unknown[] };
declare const language: Language;
export = language;
