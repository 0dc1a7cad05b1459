import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { MemberBar } from "@mcrm_member/app/components/member_bar/member_bar";
import { ScanButton } from "@mcrm_member/app/components/scan_button/scan_button";

patch(ProductScreen, { components: { ...ProductScreen.components, MemberBar, ScanButton } });
