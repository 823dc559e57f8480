import { type FieldSpec, type GroupKey, groups } from '../settings/groups'

/** The stored keys that don't say their group, and where in the settings they are. Others are `group.member`. */
const STORED: Record<string, string> = {
  sensitive_flip_confirmation_enabled: 'sensitivity.confirmation_enabled',
  sensitive_flag_one_way_latch: 'sensitivity.one_way_latch',
  anonymity_enabled: 'anonymity.enabled',
  extension_timeout_seconds: 'extension_timeout.seconds',
  otp_expiry_seconds: 'otp.expiry_seconds',
  otp_resend_cooldown_seconds: 'otp.resend_cooldown_seconds',
  otp_max_attempts: 'otp.max_attempts',
  otp_max_per_phone_per_hour: 'otp.max_per_phone_per_hour',
  otp_max_per_ip_per_hour: 'otp.max_per_ip_per_hour',
  chat_request_timeout_seconds: 'chat.request_timeout_seconds',
  closure_grace_seconds: 'chat.closure_grace_seconds',
  mitra_max_concurrent_sessions: 'chat.mitra_max_concurrent_sessions',
}

/** As the settings page names it: `free_trial.enabled`. */
export const settingKey = (stored: string) => STORED[stored] ?? stored

/** What the settings page knows of it. */
export function settingSpec(key: string): FieldSpec | undefined {
  const [group, member] = key.split('.')
  return groups.find((each) => each.key === (group as GroupKey))?.fields.find(({ name }) => name === member)
}
