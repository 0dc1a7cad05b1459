/*
 * What screens need again and again: data with its age, a write that happens once, a timer that stops with the screen.
 */
import { onMounted, onWillUnmount, useEnv, useState } from "@odoo/owl";
import { errorMessage } from "./messages";

const STALE = 15000; // milliseconds after which a screen that is looked at again is loaded again

/**
 * Data of the API: the last known at once, the fresh one as soon as it is there.
 *
 * @param {string} path of the API, also the name under which it is remembered
 * @returns {{data: object|null, at: number|null, isFresh: boolean, error: Error|null, isLoadingMore: boolean,
 *     load: () => Promise<void>, loadMore: () => Promise<void>}} reactive; `at` in milliseconds since 1970
 */
export function useResource(path) {
    const env = useEnv();
    const state = useState({
        data: null,
        at: null,
        isFresh: false,
        isLoadingMore: false,
        error: null,
    });
    let isAlive = true;

    async function load() {
        try {
            const data = await env.api.get(path);
            env.store.remember(path, data, Date.now());
            if (isAlive) {
                Object.assign(state, { data, at: Date.now(), isFresh: true, error: null });
            }
        } catch (error) {
            if (isAlive) {
                Object.assign(state, { error, isFresh: false });
            }
        }
    }

    /** The next page of a list, put below what is there. */
    async function loadMore() {
        if (state.isLoadingMore) {
            return;
        }
        state.isLoadingMore = true;
        try {
            const page = await env.api.get(path, { cursor: state.data.next_cursor });
            state.data.items.push(...page.items);
            state.data.next_cursor = page.next_cursor;
        } catch (error) {
            state.error = error;
        } finally {
            state.isLoadingMore = false;
        }
    }

    Object.assign(state, env.store.recall(path) || {}, { load, loadMore });
    const onReturn = () => {
        if (document.visibilityState === "visible" && Date.now() - (state.at || 0) > STALE) {
            load();
        }
    };
    onMounted(() => {
        load();
        document.addEventListener("visibilitychange", onReturn);
    });
    onWillUnmount(() => {
        isAlive = false;
        document.removeEventListener("visibilitychange", onReturn);
    });
    return state;
}

/**
 * A write: busy while it runs, never twice at once, and the same key when the same intent is repeated after a failure.
 *
 * @param {(key: string, ...args: any[]) => Promise<any>} work its arguments are plain data: they are the intent
 * @returns {{isBusy: boolean, error: string, fields: object, run: Function}} reactive; `run` answers what `work`
 *     answered, or undefined when it failed
 */
export function useAction(work) {
    const env = useEnv();
    const state = useState({ isBusy: false, error: "", fields: {} });
    let key = env.newKey();
    let intent = "";

    state.run = async (...args) => {
        if (state.isBusy) {
            return undefined;
        }
        if (intent !== JSON.stringify(args)) {
            [intent, key] = [JSON.stringify(args), env.newKey()];
        }
        Object.assign(state, { isBusy: true, error: "", fields: {} });
        try {
            const result = await work(key, ...args);
            key = env.newKey();
            return result === undefined ? true : result;
        } catch (error) {
            // Only an answer ends the intent; without one it may have arrived, and repeating it must be the same intent.
            if (error.status && error.status < 500) {
                key = env.newKey();
            }
            Object.assign(state, { error: errorMessage(error), fields: error.fields || {} });
            return undefined;
        } finally {
            state.isBusy = false;
        }
    };
    return state;
}

/**
 * Call something again and again while the screen is there and looked at.
 *
 * @param {() => void} tick
 * @param {number} period milliseconds
 */
export function useInterval(tick, period) {
    let timer;
    onMounted(() => {
        timer = setInterval(() => document.visibilityState === "visible" && tick(), period);
    });
    onWillUnmount(() => clearInterval(timer));
}

/** Keep the screen awake while a code is shown, where the browser can. */
export function useWakeLock() {
    let sentinel = null;
    let isAlive = true;
    onMounted(async () => {
        try {
            sentinel = await navigator.wakeLock?.request("screen");
        } catch {
            sentinel = null; // refused, e.g. to save battery: the code is shown all the same
        }
        if (!isAlive) {
            sentinel?.release();
        }
    });
    onWillUnmount(() => {
        isAlive = false;
        sentinel?.release();
    });
}
