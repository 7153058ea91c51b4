/** A ghost that was edited step by step is the same as one that is read at once: tables, findings, and who uses what. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Checker } from "#core/diagnostics/index.ts";
import { type GhostConfig, Project, parseConfig, referencesIn, restingDocument } from "#core/project/index.ts";
import { lookUp, moduleOf, type Tables } from "#core/resolve/index.ts";
import type { PastaParser, SyntaxDocument } from "#core/syntax/index.ts";
import { pack, Unpacking } from "#server/lsp/file-read.ts";
import { testParser } from "#test/support/parser.ts";

const CONFIG: GhostConfig = parseConfig('[actor."さくら"]\nspot = 0\n[scene.alias]\nOnTalk = ["会"]\n');

const PATHS = ["dic/a.pasta", "dic/a/b.pasta", "dic/a-c.pasta", "scripts/main.lua", "dic/z.lua"];

const name = fc.constantFrom("会", "会話", "会話・朝", "朝", "OnTalk", "猫", "yield", "𠮟", "ｱ");
const line = fc.oneof(
  name.map((own) => `＊${own}`),
  fc.constant("＊"),
  name.map((own) => `　・${own}`),
  name.map((own) => `　＞${own}`),
  name.map((own) => `　＠？${own}`),
  name.map((own) => `　さくら：＠${own}　ね`),
  name.map((own) => `　まゆら：＠${own}（１）`),
  name.map((own) => `　＄v＝＠＊${own}（）`),
  name.map((own) => `　＄${own.replace("・", "")}＝「${own}」`),
  name.map((own) => `　さくら：＄${own.replace("・", "")}　です`),
  name.map((own) => `＠${own}：い、ろ`),
  name.map((own) => `　＠${own}：は`),
  fc.constantFrom("％さくら", "％まゆら", "　％さくら", "＆時：朝", "　＆時：夜", "こわれた行"),
  name.map((own) => `\`\`\`lua\nfunction GLOBAL.${own.replace("・", "")}(act) end\n\`\`\``),
  name.map((own) => `\`\`\`lua\nfunction SCENE.${own.replace("・", "")}(act) act:call("", "${own}") end\n\`\`\``),
  name.map(
    (own) => `\`\`\`lua\nPASTA.create_scene("${own}", "__start__", function(act) act:word("${own}") end)\n\`\`\``,
  ),
  name.map((own) => `\`\`\`lua\nPASTA.create_actor("${own}") act.まゆら:word("${own}")\n\`\`\``),
  name.map((own) => `\`\`\`lua\nfunction ACTOR.${own.replace("・", "")}(act) end\n\`\`\``),
);
const lua = fc.array(
  fc.oneof(
    name.map((own) => `GLOBAL["${own}"] = function(act) end`),
    name.map((own) => `PASTA.create_scene("${own}", "__start__", function(act) end)`),
    name.map((own) => `PASTA.create_word("${own}"):entry("x", "y")`),
    name.map((own) => `act:word("${own}")`),
    name.map((own) => `act:call("", "${own}")`),
    name.map((own) => `act:choice("${own}", "x") act.さくら:talk("x")`),
  ),
  { maxLength: 3 },
);

const step = fc.oneof(
  fc.record({ path: fc.constantFrom(...PATHS.slice(0, 3)), lines: fc.array(line, { maxLength: 7 }) }),
  fc.record({ path: fc.constantFrom(...PATHS.slice(3)), lines: lua }),
  fc.record({ path: fc.constantFrom(...PATHS), lines: fc.constant(null) }),
  fc.record({
    path: fc.constantFrom(...PATHS.slice(0, 3)),
    at: fc.nat(),
    remove: fc.nat(3),
    insert: fc.option(line, { nil: "" }),
  }),
);

describe("a project under edits", () => {
  let parser: PastaParser;
  before(async () => {
    parser = await testParser();
  });

  const findings = (project: Project, checker = new Checker(project)) =>
    checker.paths().flatMap((path) => checker.diagnostics(path).map((found) => ({ path, ...found })));

  const joined = ({ scenes, words, actorWords, functions, actors, files }: Tables) => ({
    scenes,
    words,
    actorWords,
    functions: [...functions].sort(([a], [b]) => (a < b ? -1 : 1)),
    actors: [...actors].sort(([a], [b]) => (a < b ? -1 : 1)),
    files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)),
  });

  interface Step {
    readonly path: string;
    readonly lines?: readonly string[] | null;
    readonly at?: number;
    readonly remove?: number;
    readonly insert?: string;
  }

  function play(texts: Map<string, string>, { path, lines, at = 0, remove = 0, insert = "" }: Step): void {
    if (lines === null) texts.delete(path);
    else if (lines !== undefined) texts.set(path, lines.map((one) => `${one}\n`).join(""));
    else {
      const old = (texts.get(path) ?? "").split("\n");
      old.splice(at % (old.length + 1), remove, ...(insert === "" ? [] : [insert]));
      texts.set(path, old.join("\n"));
    }
  }

  /** What is told of an answer without its list is true of the list. */
  function checkAnswers({ snapshot: { tables, blocks } }: Project): void {
    for (const [path, own] of blocks) {
      let ordinal = 0;
      for (const { summary } of own) {
        const module = summary.scene === null ? null : moduleOf(tables, path, ordinal++);
        for (const { kind, key, actor } of referencesIn(summary)) {
          for (const strategy of ["merged", "localFirst"] as const) {
            const answer = lookUp(tables, { kind, key, actor, module }, strategy);
            if (!("candidates" in answer)) continue;
            assert.equal(answer.count, answer.candidates.length, key);
            if (answer.step === "scenes") assert.equal(answer.isOwn, answer.candidates[0]?.scope === "local", key);
          }
        }
      }
    }
  }

  /** Plays steps on one project, and compares it after each with a project made of the same texts. */
  function checkSteps(steps: readonly Step[]) {
    const project = new Project(CONFIG, "merged");
    const checker = new Checker(project);
    const texts = new Map<string, string>();
    for (const one of steps) {
      const { path } = one;
      play(texts, one);
      const text = texts.get(path) ?? null;
      // Every third text comes as one of many.
      const isLoading = text !== null && text.length % 3 === 0;
      if (isLoading) project.startLoading();
      if (path.endsWith(".lua")) project.updateLua(path, text);
      else if (text === null) project.updateDocument(path, null);
      else {
        const document = parser.parse(text);
        // Every other text comes as from another process, and its nodes are gone when they are asked for again.
        if (text.length % 2 === 0) project.updateDocument(path, document);
        else {
          const unpacking = new Unpacking(pack(path, document), new Map());
          while (!unpacking.isWhole) {
            const { blocks, findings } = unpacking.next();
            const summaries = blocks.map(({ summary }) => summary);
            checker.adoptText(summaries, findings);
            if (isLoading) project.expect(path, summaries);
          }
          const { reading, rest } = unpacking.whole();
          project.updateReading(
            reading,
            restingDocument(rest, (again) => parser.parse(again)),
          );
        }
      }
      project.endLoading();
      for (const dirty of project.takeDirty()) checker.diagnostics(dirty);
      const fresh = readAtOnce(texts);
      assert.deepEqual(joined(project.snapshot.tables), joined(fresh.snapshot.tables));
      checkAnswers(project);
      assert.deepEqual(byPath(findings(project, checker)), byPath(findings(fresh)));
    }
  }

  function readAtOnce(texts: ReadonlyMap<string, string>): Project {
    const documents = new Map<string, SyntaxDocument>();
    const luaTexts = new Map<string, string>();
    for (const [path, text] of texts) {
      if (path.endsWith(".lua")) luaTexts.set(path, text);
      else documents.set(path, parser.parse(text));
    }
    return new Project(CONFIG, "merged", { documents, lua: luaTexts });
  }

  const byPath = <T extends { readonly path: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

  const put = (project: Project, path: string, text: string | null) => {
    if (path.endsWith(".lua")) project.updateLua(path, text);
    else project.updateDocument(path, text === null ? null : parser.parse(text));
  };

  it("tells of scenes that are new since it was at rest what one tells that took the edits at once", () => {
    const steps = fc.array(step, { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(steps, fc.nat(4), (all, rest) => {
        const project = new Project(CONFIG, "merged");
        const checker = new Checker(project);
        const texts = new Map<string, string>();
        let before = new Map<string, string>();
        all.forEach((one, i) => {
          play(texts, one);
          put(project, one.path, texts.get(one.path) ?? null);
          if (i === rest) {
            project.settle();
            before = new Map(texts);
          }
          for (const dirty of project.takeDirty()) checker.diagnostics(dirty);
        });
        if (all.length <= rest) return;
        const other = readAtOnce(before);
        other.settle();
        for (const path of PATHS) {
          if (texts.get(path) !== before.get(path)) put(other, path, texts.get(path) ?? null);
        }
        assert.deepEqual(byPath(findings(project, checker)), byPath(findings(other)));
      }),
      { numRuns: 250 },
    );
  });

  it("equals a project read at once, after every step", () => {
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), checkSteps), { numRuns: 250 });
  });

  /** What is told of a file. Names that are near to others come and go everywhere; they may be told later. */
  const tell = (from: Checker, file: string) =>
    from
      .diagnostics(file)
      .map(({ code, start, end, data }) => `${code} ${start} ${end} ${data?.scene}`)
      .join("\n");

  it("names as dirty every file whose findings an edit changed", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 6 }), (steps) => {
        const project = new Project(CONFIG, "localFirst");
        const checker = new Checker(project);
        const shown = new Map<string, string>();
        const texts = new Map<string, string>();
        for (const one of steps) {
          if (!("lines" in one) || one.lines === undefined) continue;
          const { path, lines } = one;
          if (lines === null) texts.delete(path);
          else texts.set(path, lines.map((text) => `${text}\n`).join(""));
          const text = texts.get(path) ?? null;
          if (path.endsWith(".lua")) project.updateLua(path, text);
          else project.updateDocument(path, text === null ? null : parser.parse(text));
          for (const dirty of project.takeDirty()) shown.set(dirty, tell(checker, dirty));
          const fresh = new Checker(readAtOnceAs(texts));
          for (const known of PATHS) assert.equal(shown.get(known) ?? "", tell(fresh, known), known);
        }
      }),
      { numRuns: 150 },
    );
  });

  function readAtOnceAs(texts: ReadonlyMap<string, string>): Project {
    const project = readAtOnce(texts);
    project.reset(CONFIG, "localFirst");
    return project;
  }

  it("leaves the joined tables untouched by an edit inside a scene", () => {
    const project = new Project(CONFIG, "merged");
    project.updateDocument("dic/a.pasta", parser.parse("＊会話\n　さくら：やあ\n＊続き\n　＞会話\n"));
    const before = project.snapshot.tables;
    project.updateDocument(
      "dic/a.pasta",
      parser.parse("＊会話\n　さくら：やあやあ\n　＞続き\n　・新しい\n　　＞続き\n＊続き\n　＞会話\n"),
    );
    const after = project.snapshot.tables;
    for (const part of ["scenes", "words", "actorWords", "functions", "actors"] as const)
      assert.equal(after[part], before[part], part);
  });
});
