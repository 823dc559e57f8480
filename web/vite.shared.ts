import fs from 'node:fs'
import prefresh from '@prefresh/vite'
import tailwind from '@tailwindcss/vite'
import { defineConfig, type PluginOption } from 'vite'
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa'

/** What the service worker does with notices, beside the generated one. */
const pushWorker = (): PluginOption => ({
  name: 'push-worker',
  apply: 'build',
  generateBundle() {
    const source = fs.readFileSync(new URL('./packages/ui/src/push-sw.js', import.meta.url))
    this.emitFile({ type: 'asset', fileName: 'push-sw.js', source })
  },
})

export const app = (o: { base: string; port: number; api: string; pwa?: Partial<VitePWAOptions> }) =>
  defineConfig(({ command }) => ({
    base: o.base,
    plugins: [
      tailwind(),
      command === 'serve' ? prefresh() : null,
      o.pwa ? pushWorker() : null,
      o.pwa
        ? VitePWA({
            registerType: 'prompt',
            injectRegister: false,
            workbox: {
              globPatterns: ['**/*.{js,css,html,svg,png,woff2}'],
              navigateFallback: `${o.base}index.html`,
              navigateFallbackDenylist: [/^\/api\//, /^\/docs/],
              cleanupOutdatedCaches: true,
              clientsClaim: false,
              importScripts: ['push-sw.js'],
            },
            ...o.pwa,
          })
        : null,
    ] as PluginOption[],
    oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
    build: {
      target: 'es2022',
      assetsInlineLimit: 2048,
      reportCompressedSize: false,
      modulePreload: { polyfill: false },
    },
    preview: { host: '127.0.0.1' },
    server: {
      host: '127.0.0.1',
      port: o.port,
      strictPort: true,
      proxy: { '/api': { target: o.api, ws: true }, '/internal': o.api },
    },
  }))
