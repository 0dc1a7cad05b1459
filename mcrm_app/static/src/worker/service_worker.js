/*
 * Keeps the app on the phone: files of this version from the cache, the page from the network while there is one.
 * The server puts `self.MCRM = {root, assets}` before this code. Answers of the API are never kept here: what a
 * member may see without a network is the app's own decision.
 */
const { root, assets } = self.MCRM;
const PREFIX = "mcrm-app-";
const CACHE = PREFIX + assets.join("|");
const PAGE_TIMEOUT = 3000; // milliseconds before a slow network is taken for none

/** Paths below the root that are not the app: the API and the server's own pages. */
const FOREIGN = ["api", "nota", "service-worker.js", "manifest.webmanifest"];

function isPage(request, url) {
    const part = url.pathname.slice(root.length + 1).split("/")[0];
    return request.mode === "navigate" && !FOREIGN.includes(part);
}

function isFile(url) {
    return (
        assets.includes(url.pathname) ||
        url.pathname.startsWith(`${root}/icon/`) ||
        url.pathname.startsWith(`${root}/api/v1/media/`)
    );
}

async function keep(request, response) {
    if (response.ok && response.type === "basic") {
        const cache = await caches.open(CACHE);
        await cache.put(request, response.clone());
    }
    return response;
}

async function answerFile(request) {
    const known = await caches.match(request);
    return known || keep(request, await fetch(request));
}

async function answerPage(request) {
    const late = new Promise((_resolve, reject) => setTimeout(reject, PAGE_TIMEOUT));
    const fresh = fetch(request).then((response) => keep(root, response));
    try {
        return await Promise.race([fresh, late]);
    } catch {
        return (await caches.match(root)) || fresh;
    }
}

async function dropOldVersions() {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
}

self.addEventListener("install", (event) => {
    const files = [root, ...assets];
    event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
    self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(dropOldVersions()));

self.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== self.location.origin) {
        return;
    }
    if (isPage(event.request, url)) {
        event.respondWith(answerPage(event.request));
    } else if (isFile(url)) {
        event.respondWith(answerFile(event.request));
    }
});
