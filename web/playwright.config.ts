import { defineConfig, devices } from '@playwright/test'

const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
}

/** The control center on a desk, the two apps in a hand. Each project names its files by the app's prefix. */
export default defineConfig({
  testDir: 'e2e',
  // Each with a server of its own. More would wait for each other on two cores.
  workers: 2,
  reporter: 'list',
  // On a shared machine a browser may stall. What passes only the second time is reported as flaky: a defect to mend.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { launchOptions, locale: 'id-ID', timezoneId: 'Asia/Jakarta', trace: 'retain-on-failure' },
  projects: [
    { name: 'engines', testMatch: /engines-.*\.spec/ },
    { name: 'control-center', testMatch: /(cc|desk)-.*\.spec/, use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'apps',
      testMatch: /(client|mitra|pair)-.*\.spec/,
      use: { ...devices['Pixel 7'], defaultBrowserType: 'chromium' },
    },
  ],
})
