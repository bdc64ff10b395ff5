/**
 * The shapes that travel between the page and the playground (docs/playground.md), for editors and type checkers.
 *
 * @typedef {{id: string, name: string, real_name: string, title?: string, color?: string, is_bot?: boolean}} Person
 * @typedef {{id: string, name: string, kind: "public"|"private"|"im"|"mpim", topic?: string,
 *            members?: string[], with?: string|null}} Channel
 * @typedef {{name: string, count: number, users: string[]}} Reaction
 * @typedef {{ts: string, channel: string, user?: string, bot_id?: string, text: string, subtype?: string, files?: any[], blocks?: any[],
 *            thread_ts?: string, reply_count?: number, reply_users?: string[], latest_reply?: string,
 *            edited?: any, ephemeral?: boolean, reactions?: Reaction[]}} Message
 * @typedef {{id: string, type: "modal"|"home", blocks: any[], title?: any, submit?: any, close?: any}} View
 * @typedef {{command: string, description?: string, usage_hint?: string}} Command
 * @typedef {{callback_id: string, name: string, type: "global"|"message", description?: string}} Shortcut
 * @typedef {{text: any, value?: string, description?: any, url?: string}} Option
 * @typedef {{channel: string, message_ts: string} | {view_id: string}} Where
 */

export {};
