/* Format of everything that is not Python. The plug-in lies where setup/check installs its tools. */
const tools = process.env.MCRM_NODE_TOOLS;

export default {
    printWidth: 100,
    plugins: [`${tools}/node_modules/@prettier/plugin-xml/src/plugin.js`],
    xmlWhitespaceSensitivity: "preserve",
    overrides: [{ files: "*.xml", options: { printWidth: 120 } }],
};
