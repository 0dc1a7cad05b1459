import { Component, useEffect } from "@odoo/owl";
import { DataView } from "../components/data_view";
import { Empty } from "../components/empty";
import { Icon } from "../components/icon";
import { TopBar } from "../components/top_bar";
import { dateTime } from "../core/format";
import { useResource } from "../services/hooks";
import { language } from "../services/i18n";

export class NotificationsPage extends Component {
    static template = "mcrm_app.NotificationsPage";
    static components = { DataView, Empty, Icon, TopBar };
    static props = {};

    setup() {
        this.inbox = useResource("me/notifications");
        useEffect(
            (isFresh) => {
                if (isFresh) {
                    this.markRead();
                }
            },
            () => [this.inbox.isFresh],
        );
    }

    /** Seen is read. Where that cannot be told, the next visit tells it. */
    async markRead() {
        const ids = this.inbox.data.items.filter((each) => !each.read).map((each) => each.id);
        if (ids.length) {
            await this.env.api.post("me/notifications/read", { ids }).catch(() => {});
        }
    }

    when(message) {
        return dateTime(message.at, language());
    }

    /** Only screens of this app are followed, whatever a message says. */
    link(message) {
        return this.env.nav.router.owns(message.deep_link) ? message.deep_link : undefined;
    }
}
