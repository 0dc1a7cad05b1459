import { patch } from "@web/core/utils/patch";
import { ActionpadWidget } from "@point_of_sale/app/screens/product_screen/action_pad/action_pad";
import { ScanButton } from "@mcrm_member/app/components/scan_button/scan_button";

patch(ActionpadWidget, { components: { ...ActionpadWidget.components, ScanButton } });
