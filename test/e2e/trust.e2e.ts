/** A workspace that nobody trusts yet: nothing plays there, and the editor says why. */
import { strict as assert } from "node:assert";
import { actUntil, openWorkbench, type Workbench } from "#scripts/vscode/workbench.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

describe("an untrusted workspace", () => {
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    stage = await openStage({ trustAll: false });
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
  });

  afterEach(async function () {
    await keepPicture(this, workbench);
  });

  after(async () => {
    await stage?.close();
  });

  it("plays nothing, says why, and offers the way out", async () => {
    await workbench.openFile("kitchen.pasta");
    await workbench.status(/problems/).waitFor();
    await workbench.command("Pasta: Run Scene");
    // Under test VS Code shows no toasts: what it has to say waits in its list.
    await workbench.command("Notifications: Show Notifications");
    await workbench.page.locator(".notification-list-item-message", { hasText: "trusted workspace" }).waitFor();
    assert.equal(await workbench.page.locator("iframe.webview").count(), 0);
    // The page says so, too, and offers the way out.
    await workbench.command("Pasta: Focus on Scene View");
    const scene = await workbench.scene();
    await scene.locator("#state", { hasText: "trusted workspace" }).waitFor();
    await scene.locator("#next .trust", { hasText: "Manage Workspace Trust" }).click();
    await workbench.page.locator(".workspace-trust-editor").waitFor();
    // Trusted, it can play at once.
    await actUntil(
      () => workbench.page.keyboard.press("Control+Enter"),
      (timeout) => scene.locator("#state", { hasText: "it plays here" }).waitFor({ timeout }),
    );
    assert.equal(await scene.locator("#next .trust").count(), 0);
  });
});
