/* The rules for our JavaScript: modules, Odoo's globals, and the two rules Odoo itself checks for components. */
import { createRequire } from "node:module";

const require = createRequire(`${process.env.MCRM_NODE_TOOLS}/package.json`);
const globals = require("globals");

/** Tell a component class from others by its name or base, as Odoo's own lint does. */
const component = {
    meta: { type: "problem", schema: [] },
    create(context) {
        return {
            ClassDeclaration(node) {
                if (node.superClass?.name !== "Component") {
                    return;
                }
                const statics = node.body.body
                    .filter((member) => member.static)
                    .map((member) => member.key?.name);
                for (const name of ["template", "props"].filter(
                    (each) => !statics.includes(each),
                )) {
                    context.report({ node, message: `A component declares static ${name}.` });
                }
            },
        };
    },
};

export default [
    {
        files: ["**/*.js", "**/*.mjs"],
        ignores: ["**/static/lib/**"],
        plugins: { odoo: { rules: { component } } },
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {
                ...globals.browser,
                ...globals.serviceworker,
                odoo: "readonly",
                luxon: "readonly",
                owl: "readonly",
            },
        },
        linterOptions: { reportUnusedDisableDirectives: "error" },
        rules: {
            "odoo/component": "error",
            eqeqeq: "error",
            "no-console": "error",
            "no-const-assign": "error",
            "no-debugger": "error",
            "no-dupe-class-members": "error",
            "no-dupe-keys": "error",
            "no-duplicate-imports": "error",
            "no-eval": "error",
            "no-implied-eval": "error",
            "no-redeclare": "error",
            "no-shadow": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            "no-var": "error",
            "prefer-const": "error",
            "valid-typeof": "error",
        },
    },
    { files: ["tests/js/**", "*.config.mjs"], languageOptions: { globals: globals.node } },
];
