import { App as OwlApp, whenReady } from "@odoo/owl";
import { getTemplate } from "@web/core/templates";
import { language, nearestLanguage, setLanguage, translate } from "../services/i18n";
import { Navigation } from "../services/navigation";
import { SessionService } from "../services/session_service";
import { store } from "../services/store";
import { App } from "./app";

function readConfig() {
    return JSON.parse(document.getElementById("mcrm-config").textContent);
}

/** The member's choice on this device, else the member's language, else the browser's. */
function chooseLanguage() {
    return nearestLanguage(store.language() || store.member()?.language || navigator.language);
}

function registerWorker(root) {
    if ("serviceWorker" in navigator) {
        navigator.serviceWorker.register(`${root}/service-worker.js`, { scope: root }).catch(() => {
            // Private windows forbid workers; the app works without, only not offline.
        });
    }
}

class Main {
    constructor(config) {
        this.config = config;
        this.target = document.getElementById("mcrm-app");
        const session = new SessionService(config.api, store, (member) => this.follow(member));
        this.env = {
            config,
            session,
            store,
            api: session.api,
            newKey: session.newKey,
            nav: new Navigation(config.root),
            pending: { email: "", path: null }, // what one screen leaves for the next
            switchLanguage: (code) => this.switchLanguage(code),
        };
    }

    /** Templates are compiled in one language: another language is another app on the same state. */
    async mount() {
        this.app?.destroy();
        this.target.replaceChildren();
        this.app = new OwlApp(App, {
            env: this.env,
            getTemplate,
            translateFn: translate,
            name: "M-CRM",
        });
        await this.app.mount(this.target);
    }

    async switchLanguage(code) {
        store.rememberLanguage(code);
        await this.speak(code);
    }

    /** The member's own language, unless another was chosen on this device. */
    async follow(member) {
        await this.speak(nearestLanguage(store.language() || member.language));
    }

    async speak(code) {
        if (code !== language()) {
            setLanguage(code, this.config.texts);
            await this.mount();
        }
    }

    async start() {
        setLanguage(chooseLanguage(), this.config.texts);
        const started = this.env.session.start();
        await this.mount();
        await started;
        window.addEventListener("online", () => this.env.session.start());
    }
}

whenReady(async () => {
    const main = new Main(readConfig());
    registerWorker(main.config.root);
    await main.start();
});
