import { patch } from "@web/core/utils/patch";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { ScanButton } from "@mcrm_member/app/components/scan_button/scan_button";

patch(ControlButtons, { components: { ...ControlButtons.components, ScanButton } });
