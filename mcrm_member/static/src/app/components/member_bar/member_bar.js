import { Component } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ScanButton } from "@mcrm_member/app/components/scan_button/scan_button";

/** One line under the order: who it is for, and the button that finds out. */
export class MemberBar extends Component {
    static template = "mcrm_member.MemberBar";
    static components = { ScanButton };
    static props = {};

    setup() {
        this.pos = usePos();
    }

    get partner() {
        return this.pos.getOrder()?.getPartner();
    }

    get isMember() {
        return Boolean(this.partner?.mcrm_member_number);
    }

    /**
     * What is worth knowing about the member at a glance; features add to it.
     *
     * @returns {string[]} short texts in the order they are shown
     */
    get facts() {
        return [];
    }
}
