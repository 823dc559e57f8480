import { words } from '../words'

/** What a role allows, in words. */
export const Permissions = ({ list }: { list: readonly string[] }) => (
  <ul class="grid gap-1.5">
    {list.map((permission) => (
      <li key={permission} class="flex gap-2">
        <span aria-hidden="true" class="text-good">
          ✓
        </span>
        {words.t.users.permissions[permission] ?? permission}
      </li>
    ))}
  </ul>
)

/** A role's name, as people say it. */
export const roleName = (role: string) => words.t.shell.roles[role] ?? role
