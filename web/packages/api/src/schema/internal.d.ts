// Made by `npm run gen` from openapi/. Not to be edited.
export interface paths {
    "/internal/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log, newest first
         * @description Permission: `audit_log:read`
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description After too many wrong passwords the account is locked for a while, for the right one too.
         */
        post: operations["loginStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description By the cookie alone, so that it works when the access token has expired too.
         */
        post: operations["logoutStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whoever is signed in
         * @description Permission: none, any staff
         */
        get: operations["getStaffProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the cookie for a new access token and a new cookie
         * @description The refresh token travels in the cookie alone, and each is good once.
         */
        post: operations["refreshStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The devices on which one is signed in, the one signed in last first
         * @description Permission: none, any staff
         */
        get: operations["listStaffDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out one of one's own devices
         * @description Permission: none, any staff
         */
        delete: operations["signOutStaffDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All settings and price tiers
         * @description Permission: `config:read`
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/config/anonymity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change whether guests may start sessions
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateAnonymityConfig"];
        trace?: never;
    };
    "/internal/config/cc-lockout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change when wrong passwords lock a staff account
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateCcLockoutConfig"];
        trace?: never;
    };
    "/internal/config/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the timing of requests and sessions
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateChatConfig"];
        trace?: never;
    };
    "/internal/config/early-end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change who may end a session early
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateEarlyEndConfig"];
        trace?: never;
    };
    "/internal/config/extension-timeout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how long an extension waits for its answer
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateExtensionTimeoutConfig"];
        trace?: never;
    };
    "/internal/config/free-trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the free trial
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateFreeTrialConfig"];
        trace?: never;
    };
    "/internal/config/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what a taken identity leads to
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateIdentityConfig"];
        trace?: never;
    };
    "/internal/config/mitra-ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the pings asked of mitras
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateMitraPingConfig"];
        trace?: never;
    };
    "/internal/config/mitra-quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change when a mitra is flagged
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateMitraQualityConfig"];
        trace?: never;
    };
    "/internal/config/otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the life and limits of one-time codes
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateOtpConfig"];
        trace?: never;
    };
    "/internal/config/price-tiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Price tiers, in the order in which customers see them
         * @description Permission: `config:read`
         */
        get: operations["listPriceTiers"];
        put?: never;
        /**
         * Add a price tier
         * @description Permission: `config:update`
         */
        post: operations["createPriceTier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/config/price-tiers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a price tier
         * @description Sessions keep the price they were bought at.
         *
         *     Permission: `config:update`
         */
        delete: operations["deletePriceTier"];
        options?: never;
        head?: never;
        /**
         * Change a price tier
         * @description Sessions keep the price they were bought at.
         *
         *     Permission: `config:update`
         */
        patch: operations["updatePriceTier"];
        trace?: never;
    };
    "/internal/config/sensitivity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how topic flags are flipped
         * @description A member that is left out stays as it is. Applies to what starts from now on.
         *
         *     Permission: `config:update`
         */
        patch: operations["updateSensitivityConfig"];
        trace?: never;
    };
    "/internal/control-center-users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Staff, newest first
         * @description Permission: `control_center_users:read`
         */
        get: operations["listControlCenterUsers"];
        put?: never;
        /**
         * Add a member of staff
         * @description Permission: `control_center_users:create`
         */
        post: operations["createControlCenterUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/control-center-users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change one's own password
         * @description All other sign-ins of the account end.
         *
         *     Permission: none, any staff
         */
        patch: operations["changeOwnPassword"];
        trace?: never;
    };
    "/internal/control-center-users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename, give another role, activate or deactivate
         * @description Nobody can deactivate themselves, and the last active super admin stays one.
         *
         *     Permission: `control_center_users:update`
         */
        patch: operations["updateControlCenterUser"];
        trace?: never;
    };
    "/internal/control-center-users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set someone's password
         * @description All their sign-ins end.
         *
         *     Permission: `control_center_users:update`
         */
        patch: operations["resetControlCenterUserPassword"];
        trace?: never;
    };
    "/internal/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers, newest first
         * @description Permission: `customers:read`
         */
        get: operations["listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer
         * @description Permission: `customers:read`
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/customers/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a customer
         * @description For good: name, phone, e-mail, providers, devices, sign-ins and every word of their conversations. What the books need
         *     stays: that there were sessions, when, and what they cost. An open session ends, and open sockets are closed. Asked for
         *     again, nothing is left to do.
         *
         *     What only super admins may.
         *
         *     Permission: `control_center_users:update`
         */
        post: operations["eraseCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is going on now, today, and in the last thirty days
         * @description Counted by the time of the request.
         *
         *     Permission: `dashboard:read`
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/mitra-activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each mitra made of the requests they were sent
         * @description The newest mitra first.
         *
         *     Permission: `mitra_activity:read`
         */
        get: operations["listMitraActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/mitra-activity/{mitra_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The requests that a mitra was sent, newest first
         * @description Permission: `mitra_activity:read`
         */
        get: operations["listRequestsOfMitra"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/mitras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mitras, newest first
         * @description Permission: `mitras:read`
         */
        get: operations["listMitras"];
        put?: never;
        /**
         * Register a mitra before the first sign-in
         * @description Unless `is_active` is set, the mitra still has to be activated.
         *
         *     Permission: `mitras:update`
         */
        post: operations["registerMitra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/mitras/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A mitra
         * @description Permission: `mitras:read`
         */
        get: operations["getMitra"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Activate, deactivate or rename a mitra
         * @description Whoever is deactivated is offline at once and can't sign in or refresh; an access token lives until it expires, unless
         *     the server revokes at once.
         *
         *     Permission: `mitras:update`
         */
        patch: operations["updateMitra"];
        trace?: never;
    };
    "/internal/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles and what they allow
         * @description Permission: `control_center_users:read`
         */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sessions and requests, newest first
         * @description Permission: `sessions:read`
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A session with all that happened in it
         * @description Permission: `sessions:read`
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/sessions/{id}/pairing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How its request went about
         * @description To whom the request was sent, when, and what they made of it; and of every other mitra why they were not called.
         *
         *     Permission: `sessions:read`
         */
        get: operations["getSessionPairing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AnonymityConfig
         * @description Guests.
         * @example {
         *       "enabled": true
         *     }
         */
        AnonymityConfig: {
            /** @description Guests may start sessions. They may sign in either way. */
            enabled: boolean;
        };
        /**
         * AnonymityConfigPatch
         * @example {
         *       "enabled": true
         *     }
         */
        AnonymityConfigPatch: {
            /** @description Guests may start sessions. They may sign in either way. */
            enabled?: boolean;
        };
        /**
         * AuditActor
         * @description Who did something.
         */
        AuditActor: {
            /** Format: uuid */
            id: string | null;
            /** @description Of staff: the name as it is now. */
            name: string | null;
            /** @description `control_center`, `customer`, `mitra` or `system`. */
            type: string;
        };
        /**
         * AuditEntry
         * @description Who changed what.
         */
        AuditEntry: {
            /** @description `noun.verb`, such as `mitra.updated`. */
            action: string;
            actor: components["schemas"]["AuditActor"];
            /** @description The members that changed, as they are. */
            after: unknown;
            /** @description The members that changed, as they were. */
            before: unknown;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            ip: string | null;
            /** @description Of the request that did it; the log has it too. */
            request_id: string | null;
            target_id: string | null;
            /** @description The kind of thing that was changed. */
            target_type: string | null;
        };
        /**
         * AuditEntryList
         * @description A page of a list, and how many there are in all.
         */
        AuditEntryList: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * AuthSession
         * @description One of the caller's devices.
         */
        AuthSession: {
            /** Format: date-time */
            created_at: string;
            device_info: components["schemas"]["DeviceInfo"];
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** @description The one that asks. */
            is_current: boolean;
            /** Format: date-time */
            last_used_at: string;
        };
        /**
         * AuthSessionList
         * @description A page of a list.
         */
        AuthSessionList: {
            items: components["schemas"]["AuthSession"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * CcLockoutConfig
         * @description When wrong passwords lock a staff account.
         * @example {
         *       "lockout_minutes": 15,
         *       "max_failed_logins": 5
         *     }
         */
        CcLockoutConfig: {
            /**
             * Format: int64
             * @description Minutes for which it is locked.
             */
            lockout_minutes: number;
            /**
             * Format: int64
             * @description Wrong passwords in a row that lock the account.
             */
            max_failed_logins: number;
        };
        /**
         * CcLockoutConfigPatch
         * @example {
         *       "lockout_minutes": 15,
         *       "max_failed_logins": 5
         *     }
         */
        CcLockoutConfigPatch: {
            /**
             * Format: int64
             * @description Minutes for which it is locked.
             */
            lockout_minutes?: number;
            /**
             * Format: int64
             * @description Wrong passwords in a row that lock the account.
             */
            max_failed_logins?: number;
        };
        /**
         * ChatConfig
         * @description Requests and sessions.
         * @example {
         *       "closure_grace_seconds": 300,
         *       "mitra_max_concurrent_sessions": 3,
         *       "request_timeout_seconds": 60
         *     }
         */
        ChatConfig: {
            /**
             * Format: int64
             * @description Seconds for goodbyes, after the time of a session is up.
             */
            closure_grace_seconds: number;
            /**
             * Format: int64
             * @description Sessions that a mitra may have at one time.
             */
            mitra_max_concurrent_sessions: number;
            /**
             * Format: int64
             * @description Seconds for which a request waits for a mitra.
             */
            request_timeout_seconds: number;
        };
        /**
         * ChatConfigPatch
         * @example {
         *       "closure_grace_seconds": 300,
         *       "mitra_max_concurrent_sessions": 3,
         *       "request_timeout_seconds": 60
         *     }
         */
        ChatConfigPatch: {
            /**
             * Format: int64
             * @description Seconds for goodbyes, after the time of a session is up.
             */
            closure_grace_seconds?: number;
            /**
             * Format: int64
             * @description Sessions that a mitra may have at one time.
             */
            mitra_max_concurrent_sessions?: number;
            /**
             * Format: int64
             * @description Seconds for which a request waits for a mitra.
             */
            request_timeout_seconds?: number;
        };
        /**
         * Config
         * @description Everything that operators may change at run time.
         */
        Config: {
            anonymity: components["schemas"]["AnonymityConfig"];
            cc_lockout: components["schemas"]["CcLockoutConfig"];
            chat: components["schemas"]["ChatConfig"];
            early_end: components["schemas"]["EarlyEndConfig"];
            extension_timeout: components["schemas"]["ExtensionTimeoutConfig"];
            free_trial: components["schemas"]["FreeTrialConfig"];
            identity: components["schemas"]["IdentityConfig"];
            mitra_ping: components["schemas"]["MitraPingConfig"];
            mitra_quality: components["schemas"]["MitraQualityConfig"];
            otp: components["schemas"]["OtpConfig"];
            /** @description In the order in which customers see them; those that are not offered stand among them. */
            price_tiers: components["schemas"]["PriceTierSetting"][];
            sensitivity: components["schemas"]["SensitivityConfig"];
        };
        /**
         * Contact
         * @description Someone who took part, to staff.
         */
        Contact: {
            display_name: string;
            /** Format: uuid */
            id: string;
            /** @description Null for a guest. */
            phone: string | null;
        };
        /**
         * ControlCenterUser
         * @description Someone who may use the control center.
         * @example {
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "email": "sari@example.org",
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_active": true,
         *       "locked_until": null,
         *       "name": "Sari",
         *       "role": {
         *         "id": "00000000-0000-7000-8000-000000000002",
         *         "name": "operator"
         *       }
         *     }
         */
        ControlCenterUser: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
            is_active: boolean;
            /**
             * Format: date-time
             * @description After too many wrong passwords: until then no password is taken.
             */
            locked_until: string | null;
            name: string;
            role: components["schemas"]["RoleName"];
        };
        /**
         * ControlCenterUserList
         * @description A page of a list, and how many there are in all.
         */
        ControlCenterUserList: {
            items: components["schemas"]["ControlCenterUser"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * ControlCenterUserPatch
         * @description What is to change of a member; what is left out stays.
         * @example {
         *       "name": "Sari Dewi"
         *     }
         */
        ControlCenterUserPatch: {
            is_active?: boolean;
            name?: string;
            /** Format: uuid */
            role_id?: string;
        };
        /**
         * Customer
         * @description A customer, to staff. Guests are customers too.
         * @example {
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "display_name": "Senja Tenang",
         *       "email": null,
         *       "erased_at": null,
         *       "has_apple": false,
         *       "has_google": false,
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_anonymous": true,
         *       "phone": null,
         *       "session_count": 0
         *     }
         */
        Customer: {
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string | null;
            /**
             * Format: date-time
             * @description When the customer was erased: since then this is a number in the books and nobody's account.
             */
            erased_at: string | null;
            has_apple: boolean;
            has_google: boolean;
            /** Format: uuid */
            id: string;
            /** @description A guest: no phone, no provider. */
            is_anonymous: boolean;
            phone: string | null;
            /**
             * Format: int64
             * @description Sessions that have ever started.
             */
            session_count: number;
        };
        /**
         * CustomerList
         * @description A page of a list, and how many there are in all.
         */
        CustomerList: {
            items: components["schemas"]["Customer"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * Dashboard
         * @description The control center's first look.
         */
        Dashboard: {
            /**
             * Format: int64
             * @description Sessions that have started and not ended.
             */
            active_sessions: number;
            /**
             * Format: int64
             * @description Guests included.
             */
            customers: number;
            /** Format: int64 */
            online_mitras: number;
            /**
             * Format: int64
             * @description Requests that wait for a mitra.
             */
            open_requests: number;
            /** @description The last thirty days, ascending; the last one is today. */
            per_day: components["schemas"]["DashboardDay"][];
            /**
             * Format: int64
             * @description Of sessions and extensions asked for today, in rupiah.
             */
            revenue_today_idr: number;
            sensitive: components["schemas"]["SensitiveShare"];
            /**
             * Format: int64
             * @description Asked for today, in the server's time zone.
             */
            sessions_today: number;
        };
        /** DashboardDay */
        DashboardDay: {
            /** @description `2026-11-22` */
            date: string;
            /** Format: int64 */
            revenue_idr: number;
            /** Format: int64 */
            sensitive: number;
            /** Format: int64 */
            sessions: number;
        };
        /**
         * DeviceInfo
         * @description Where a sign-in came from, and where it was last used.
         */
        DeviceInfo: {
            ip: string;
            last_ip: string;
            last_user_agent: string;
            user_agent: string;
        };
        /**
         * EarlyEndConfig
         * @description Which side may end a session before its time.
         * @example {
         *       "customer": true,
         *       "mitra": true
         *     }
         */
        EarlyEndConfig: {
            customer: boolean;
            mitra: boolean;
        };
        /**
         * EarlyEndConfigPatch
         * @example {
         *       "customer": true,
         *       "mitra": true
         *     }
         */
        EarlyEndConfigPatch: {
            customer?: boolean;
            mitra?: boolean;
        };
        /**
         * @description Why a session is closing, or has ended.
         * @enum {string}
         */
        EndReason: "time_up" | "extension_rejected" | "extension_timeout" | "ended_by_customer" | "ended_by_mitra" | "cancelled_by_customer" | "no_mitra" | "stale_on_restart";
        /**
         * Erasure
         * @description What was erased with a customer.
         * @example {
         *       "customer_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "erased_before": false,
         *       "messages": 120,
         *       "sessions": 3,
         *       "sign_ins": 2
         *     }
         */
        Erasure: {
            /** Format: uuid */
            customer_id: string;
            /** @description Nothing was left to do: the customer had been erased before, and the figures are 0. */
            erased_before: boolean;
            /**
             * Format: int64
             * @description Messages whose words are gone.
             */
            messages: number;
            /**
             * Format: int64
             * @description Sessions that stay, without a word of what was said in them.
             */
            sessions: number;
            /**
             * Format: int64
             * @description Sign-ins that have ended.
             */
            sign_ins: number;
        };
        /**
         * @description What has become of an extension.
         * @enum {string}
         */
        ExtensionStatus: "pending" | "accepted" | "rejected" | "timeout";
        /**
         * ExtensionTimeoutConfig
         * @description How long a mitra has to answer when a customer asks for more time.
         * @example {
         *       "seconds": 60
         *     }
         */
        ExtensionTimeoutConfig: {
            /**
             * Format: int64
             * @description In seconds.
             */
            seconds: number;
        };
        /**
         * ExtensionTimeoutConfigPatch
         * @example {
         *       "seconds": 60
         *     }
         */
        ExtensionTimeoutConfigPatch: {
            /**
             * Format: int64
             * @description In seconds.
             */
            seconds?: number;
        };
        /**
         * FreeTrialConfig
         * @description A customer's first session, for free.
         * @example {
         *       "duration_minutes": 5,
         *       "enabled": true
         *     }
         */
        FreeTrialConfig: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes: number;
            enabled: boolean;
        };
        /**
         * FreeTrialConfigPatch
         * @example {
         *       "duration_minutes": 5,
         *       "enabled": true
         *     }
         */
        FreeTrialConfigPatch: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes?: number;
            enabled?: boolean;
        };
        /**
         * IdentityConfig
         * @description Signing up with an identity that another account has.
         * @example {
         *       "on_conflict": "reject"
         *     }
         */
        IdentityConfig: {
            on_conflict: components["schemas"]["OnConflict"];
        };
        /**
         * IdentityConfigPatch
         * @example {
         *       "on_conflict": "reject"
         *     }
         */
        IdentityConfigPatch: {
            on_conflict?: components["schemas"]["OnConflict"];
        };
        /**
         * LoginRequest
         * @description Staff signs in.
         * @example {
         *       "email": "admin@curhat.local",
         *       "password": "admin123"
         *     }
         */
        LoginRequest: {
            email: string;
            password: string;
        };
        /**
         * LoginResult
         * @description What the control center holds after signing in or refreshing. The refresh token is in the cookie `cc_refresh_token`.
         * @example {
         *       "access_token": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…",
         *       "expires_in": 3600,
         *       "profile": {
         *         "email": "sari@example.org",
         *         "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *         "name": "Sari",
         *         "permissions": [
         *           "mitras:read",
         *           "mitras:update"
         *         ],
         *         "role": "operator"
         *       },
         *       "session_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "token_type": "Bearer"
         *     }
         */
        LoginResult: {
            /** @description JWT for the Authorization header, as `Bearer …`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires.
             */
            expires_in: number;
            profile: components["schemas"]["StaffProfile"];
            /**
             * Format: uuid
             * @description This sign-in; it stays over refreshes.
             */
            session_id: string;
            token_type: components["schemas"]["TokenType"];
        };
        /**
         * Mitra
         * @description A mitra, to staff.
         * @example {
         *       "active_session_count": 1,
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "display_name": "Bintang Hangat",
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_active": true,
         *       "is_online": true,
         *       "phone": "+6281234567890"
         *     }
         */
        Mitra: {
            /**
             * Format: int64
             * @description Sessions that have started and not ended.
             */
            active_session_count: number;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            /** Format: uuid */
            id: string;
            /** @description Only an active mitra can sign in. */
            is_active: boolean;
            /** @description Takes requests at the moment. */
            is_online: boolean;
            phone: string;
        };
        /**
         * MitraActivity
         * @description What one mitra made of their requests.
         */
        MitraActivity: {
            /**
             * Format: double
             * @description Percent of those received, with one decimal; 0 when there were none.
             */
            acceptance_rate: number;
            /** Format: int64 */
            accepted: number;
            /** @description Rejects or ignores more than the setting `mitra-quality` allows. */
            flagged: boolean;
            /**
             * Format: int64
             * @description Left until the time ran out.
             */
            ignored: number;
            /**
             * Format: int64
             * @description Taken by another, or taken back.
             */
            missed: number;
            mitra: components["schemas"]["MitraName"];
            /**
             * Format: int64
             * @description Requests sent to them.
             */
            received: number;
            /** Format: int64 */
            rejected: number;
            /** Format: int64 */
            sensitive_accepted: number;
            /**
             * Format: double
             * @description Percent of the sensitive ones; null when there were none.
             */
            sensitive_rate: number | null;
            /** Format: int64 */
            sensitive_total: number;
        };
        /**
         * MitraActivityEntry
         * @description A request that a mitra was sent.
         */
        MitraActivityEntry: {
            /**
             * Format: int64
             * @description Sessions that the mitra had at that moment.
             */
            active_session_count: number;
            /** Format: date-time */
            created_at: string;
            customer_display_name: string;
            /** Format: date-time */
            responded_at: string | null;
            /** Format: uuid */
            session_id: string;
            status: components["schemas"]["NotificationStatus"];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * MitraActivityEntryList
         * @description A page of a list, and how many there are in all.
         */
        MitraActivityEntryList: {
            items: components["schemas"]["MitraActivityEntry"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * MitraActivityList
         * @description A page of a list, and how many there are in all.
         */
        MitraActivityList: {
            items: components["schemas"]["MitraActivity"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * MitraList
         * @description A page of a list, and how many there are in all.
         */
        MitraList: {
            items: components["schemas"]["Mitra"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * MitraName
         * @description A mitra, by name.
         */
        MitraName: {
            display_name: string;
            /** Format: uuid */
            id: string;
        };
        /**
         * MitraPatch
         * @description Changes a mitra: a member that is left out stays as it is.
         * @example {
         *       "is_active": true
         *     }
         */
        MitraPatch: {
            /** @description What customers see, 1 to 40 characters. */
            display_name?: string;
            /** @description Whether the mitra may sign in. Whoever is deactivated is offline at once. */
            is_active?: boolean;
        };
        /**
         * MitraPingConfig
         * @description The sign of life of mitras who are online.
         * @example {
         *       "interval_seconds": 60,
         *       "required": false
         *     }
         */
        MitraPingConfig: {
            /**
             * Format: int64
             * @description Seconds between two pings at most.
             */
            interval_seconds: number;
            /** @description A mitra whose ping stays away goes offline. */
            required: boolean;
        };
        /**
         * MitraPingConfigPatch
         * @example {
         *       "interval_seconds": 60,
         *       "required": false
         *     }
         */
        MitraPingConfigPatch: {
            /**
             * Format: int64
             * @description Seconds between two pings at most.
             */
            interval_seconds?: number;
            /** @description A mitra whose ping stays away goes offline. */
            required?: boolean;
        };
        /**
         * MitraQualityConfig
         * @description When the activity report flags a mitra.
         * @example {
         *       "max_unanswered_percent": 50,
         *       "min_requests": 20
         *     }
         */
        MitraQualityConfig: {
            /**
             * Format: int64
             * @description Percent of requests rejected or ignored above which a mitra is flagged.
             */
            max_unanswered_percent: number;
            /**
             * Format: int64
             * @description Requests received before a mitra is judged at all.
             */
            min_requests: number;
        };
        /**
         * MitraQualityConfigPatch
         * @example {
         *       "max_unanswered_percent": 50,
         *       "min_requests": 20
         *     }
         */
        MitraQualityConfigPatch: {
            /**
             * Format: int64
             * @description Percent of requests rejected or ignored above which a mitra is flagged.
             */
            max_unanswered_percent?: number;
            /**
             * Format: int64
             * @description Requests received before a mitra is judged at all.
             */
            min_requests?: number;
        };
        /**
         * NewControlCenterUser
         * @description A new member of staff.
         * @example {
         *       "email": "sari@example.org",
         *       "name": "Sari",
         *       "password": "Rahasia1",
         *       "role_id": "00000000-0000-7000-8000-000000000002"
         *     }
         */
        NewControlCenterUser: {
            email: string;
            name: string;
            /** @description At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes. */
            password: string;
            /**
             * Format: uuid
             * @description Of `GET /internal/roles`.
             */
            role_id: string;
        };
        /**
         * NewMitra
         * @description A mitra who is registered before the first sign-in.
         * @example {
         *       "display_name": "Bintang Hangat",
         *       "is_active": true,
         *       "phone": "+6281234567890"
         *     }
         */
        NewMitra: {
            /** @description What customers will see, 1 to 40 characters. */
            display_name: string;
            /** @description Whether the mitra may sign in right away. Not before being activated, when nothing is said. */
            is_active?: boolean;
            /** @description E.164: `+`, then 8 to 15 digits. */
            phone: string;
        };
        /**
         * NewPriceTier
         * @description A new price tier.
         * @example {
         *       "duration_minutes": 30,
         *       "is_active": true,
         *       "name": "30 menit",
         *       "price_idr": 27000
         *     }
         */
        NewPriceTier: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes: number;
            /** @description Whether customers are offered it. They are when nothing is said. */
            is_active?: boolean;
            /** @description 1 to 60 characters. */
            name: string;
            /**
             * Format: int64
             * @description The smallest is shown first; of two alike the older one. The last place when none is given.
             */
            position?: number;
            /**
             * Format: int64
             * @description In rupiah.
             */
            price_idr: number;
        };
        /**
         * @description What became of a request for one mitra.
         * @enum {string}
         */
        NotificationStatus: "pending" | "accepted" | "rejected" | "ignored" | "missed";
        /** @enum {string} */
        OnConflict: "reject" | "merge";
        /**
         * OtpConfig
         * @description One-time codes: their life and their limits.
         * @example {
         *       "expiry_seconds": 300,
         *       "max_attempts": 5,
         *       "max_per_ip_per_hour": 10,
         *       "max_per_phone_per_hour": 3,
         *       "resend_cooldown_seconds": 60
         *     }
         */
        OtpConfig: {
            /**
             * Format: int64
             * @description Seconds for which a code is good.
             */
            expiry_seconds: number;
            /**
             * Format: int64
             * @description Wrong guesses that a code survives.
             */
            max_attempts: number;
            /**
             * Format: int64
             * @description Codes asked for from one address in an hour.
             */
            max_per_ip_per_hour: number;
            /**
             * Format: int64
             * @description Codes sent to one phone in an hour, both apps together.
             */
            max_per_phone_per_hour: number;
            /**
             * Format: int64
             * @description Seconds before a phone gets another code.
             */
            resend_cooldown_seconds: number;
        };
        /**
         * OtpConfigPatch
         * @example {
         *       "expiry_seconds": 300,
         *       "max_attempts": 5,
         *       "max_per_ip_per_hour": 10,
         *       "max_per_phone_per_hour": 3,
         *       "resend_cooldown_seconds": 60
         *     }
         */
        OtpConfigPatch: {
            /**
             * Format: int64
             * @description Seconds for which a code is good.
             */
            expiry_seconds?: number;
            /**
             * Format: int64
             * @description Wrong guesses that a code survives.
             */
            max_attempts?: number;
            /**
             * Format: int64
             * @description Codes asked for from one address in an hour.
             */
            max_per_ip_per_hour?: number;
            /**
             * Format: int64
             * @description Codes sent to one phone in an hour, both apps together.
             */
            max_per_phone_per_hour?: number;
            /**
             * Format: int64
             * @description Seconds before a phone gets another code.
             */
            resend_cooldown_seconds?: number;
        };
        /**
         * PairingAbsence
         * @description A mitra who was not called.
         */
        PairingAbsence: {
            mitra: components["schemas"]["MitraName"];
            why: components["schemas"]["WhyNotCalled"];
        };
        /**
         * PairingCall
         * @description A mitra to whom the request was sent. Times are in milliseconds since it was made.
         */
        PairingCall: {
            /**
             * Format: int64
             * @description Sessions that the mitra had when they were called.
             */
            active_session_count: number;
            /** Format: int64 */
            called_ms: number;
            /**
             * Format: int64
             * @description When they answered, or when it was closed for them.
             */
            closed_ms: number | null;
            mitra: components["schemas"]["MitraName"];
            status: components["schemas"]["NotificationStatus"];
        };
        /**
         * PasswordChange
         * @description A new password for oneself.
         */
        PasswordChange: {
            current_password: string;
            /** @description At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes. */
            new_password: string;
        };
        /**
         * PasswordReset
         * @description A new password for someone else.
         */
        PasswordReset: {
            /** @description At least 8 characters, with a digit, an upper-case and a lower-case letter; at most 72 bytes. */
            new_password: string;
        };
        /**
         * PriceTier
         * @description A length of time that can be bought.
         * @example {
         *       "duration_minutes": 30,
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "name": "30 menit",
         *       "price_idr": 27000
         *     }
         */
        PriceTier: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes: number;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: int64
             * @description In rupiah.
             */
            price_idr: number;
        };
        /**
         * PriceTierPatch
         * @description Changes a price tier: a member that is left out stays as it is. Sessions keep the price they were bought at.
         * @example {
         *       "price_idr": 25000
         *     }
         */
        PriceTierPatch: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes?: number;
            /** @description Whether customers are offered it. */
            is_active?: boolean;
            /** @description 1 to 60 characters. */
            name?: string;
            /**
             * Format: int64
             * @description The smallest is shown first; of two alike the older one.
             */
            position?: number;
            /**
             * Format: int64
             * @description In rupiah.
             */
            price_idr?: number;
        };
        /**
         * PriceTierSetting
         * @description A price tier, as operators set it.
         * @example {
         *       "duration_minutes": 30,
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_active": true,
         *       "name": "30 menit",
         *       "position": 2,
         *       "price_idr": 27000
         *     }
         */
        PriceTierSetting: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes: number;
            /** Format: uuid */
            id: string;
            /** @description Whether customers are offered it. */
            is_active: boolean;
            name: string;
            /**
             * Format: int64
             * @description The smallest is shown first; of two alike the older one.
             */
            position: number;
            /**
             * Format: int64
             * @description In rupiah.
             */
            price_idr: number;
        };
        /**
         * PriceTierSettingList
         * @description A page of a list, and how many there are in all.
         */
        PriceTierSettingList: {
            items: components["schemas"]["PriceTierSetting"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * Problem
         * @description Why a request was refused, as RFC 9457 has it. Switch on `code`; show `detail` to people.
         * @example {
         *       "code": "NOT_FOUND",
         *       "detail": "There is nothing here, or nothing that you may see.",
         *       "request_id": "018f4d1e-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "status": 404,
         *       "title": "Not found",
         *       "type": "urn:curhat:problem:NOT_FOUND"
         *     }
         */
        Problem: {
            /**
             * Format: int64
             * @description How many more guesses are taken.
             */
            attempts_left?: number;
            /** @description Stable; what clients switch on. */
            code: string;
            /** @description A sentence for people about this occurrence. */
            detail: string;
            /**
             * @description The members that do not fit. Left out when there are none to name.
             * @default []
             */
            errors: components["schemas"]["ProblemField"][];
            /** @description What became of the thing that was asked for. */
            reason?: string;
            /** @description The request's id, to be named when asking for help. The log has it. */
            request_id?: string;
            /**
             * Format: int64
             * @description Seconds after which trying again makes sense. Also in the Retry-After header.
             */
            retry_after_seconds?: number;
            /** @description The session that is in the way. */
            session_id?: string;
            /**
             * Format: uint16
             * @description The HTTP status, repeated.
             */
            status: number;
            /** @description The kind of problem in a few words. */
            title: string;
            /** @description Names the kind of problem; the same for every problem of one code. */
            type: string;
        };
        /**
         * ProblemField
         * @description One member of a request that does not fit.
         */
        ProblemField: {
            /** @description What is wrong with it. */
            detail: string;
            /** @description JSON pointer into the body (`/phone`), or the name of a parameter. */
            pointer: string;
        };
        /**
         * RequestNotification
         * @description A request that was sent to a mitra.
         */
        RequestNotification: {
            /**
             * Format: int64
             * @description Sessions that the mitra had at that moment.
             */
            active_session_count: number;
            /** Format: date-time */
            created_at: string;
            mitra: components["schemas"]["MitraName"];
            /**
             * Format: date-time
             * @description When it was answered, or closed without an answer.
             */
            responded_at: string | null;
            status: components["schemas"]["NotificationStatus"];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * Role
         * @description A role and what it allows.
         */
        Role: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description As `noun:verb`. */
            permissions: string[];
        };
        /**
         * RoleName
         * @description The role of a member.
         */
        RoleName: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /**
         * Roles
         * @description All roles.
         */
        Roles: {
            items: components["schemas"]["Role"][];
        };
        /** SensitiveLately */
        SensitiveLately: {
            /**
             * Format: double
             * @description With one decimal; 0 when there was no session.
             */
            percent: number;
            /** Format: int64 */
            sensitive: number;
            /** Format: int64 */
            total: number;
        };
        /**
         * SensitiveShare
         * @description Sensitive sessions.
         */
        SensitiveShare: {
            last_30_days: components["schemas"]["SensitiveLately"];
            /**
             * Format: int64
             * @description Ever.
             */
            total: number;
        };
        /**
         * SensitivityChange
         * @description A change of the topic flag.
         */
        SensitivityChange: {
            /** Format: date-time */
            created_at: string;
            from_value: components["schemas"]["TopicSensitivity"];
            mitra: components["schemas"]["MitraName"];
            to_value: components["schemas"]["TopicSensitivity"];
        };
        /**
         * SensitivityConfig
         * @description The topic flag that a mitra may flip.
         * @example {
         *       "confirmation_enabled": true,
         *       "one_way_latch": false
         *     }
         */
        SensitivityConfig: {
            /** @description The mitra's app asks before it flips the flag. */
            confirmation_enabled: boolean;
            /** @description A session once marked sensitive stays so. */
            one_way_latch: boolean;
        };
        /**
         * SensitivityConfigPatch
         * @example {
         *       "confirmation_enabled": true,
         *       "one_way_latch": false
         *     }
         */
        SensitivityConfigPatch: {
            /** @description The mitra's app asks before it flips the flag. */
            confirmation_enabled?: boolean;
            /** @description A session once marked sensitive stays so. */
            one_way_latch?: boolean;
        };
        /**
         * SessionDetail
         * @description A session and all that happened in it. What was said is not shown.
         */
        SessionDetail: {
            /** Format: date-time */
            closing_at: string | null;
            customer: components["schemas"]["Contact"];
            /**
             * Format: int64
             * @description Minutes bought with the request; extensions come on top.
             */
            duration_minutes: number;
            end_reason: components["schemas"]["EndReason"];
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** @description Ascending. */
            extensions: components["schemas"]["SessionExtension"][];
            /** @description Who has said goodbye, ascending. */
            goodbyes: components["schemas"]["SessionGoodbye"][];
            /** Format: date-time */
            grace_ends_at: string | null;
            /** Format: uuid */
            id: string;
            is_free_trial: boolean;
            /** Format: int64 */
            message_count: number;
            mitra: components["schemas"]["Contact"];
            /** @description What became of the request for each mitra it was sent to, ascending. */
            notifications: components["schemas"]["RequestNotification"][];
            /**
             * Format: int64
             * @description In rupiah, without extensions.
             */
            price_idr: number;
            price_tier: components["schemas"]["PriceTier"];
            /** Format: date-time */
            request_expires_at: string;
            /** Format: date-time */
            requested_at: string;
            /** @description Changes of the topic flag, ascending. */
            sensitivity_log: components["schemas"]["SensitivityChange"][];
            /** Format: date-time */
            started_at: string | null;
            status: components["schemas"]["SessionStatus"];
            /** @description All of it in order. */
            timeline: components["schemas"]["TimelineEntry"][];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * SessionEntry
         * @description A session, to staff.
         */
        SessionEntry: {
            /** Format: date-time */
            closing_at: string | null;
            customer: components["schemas"]["Contact"];
            /**
             * Format: int64
             * @description Minutes bought with the request; extensions come on top.
             */
            duration_minutes: number;
            end_reason: components["schemas"]["EndReason"];
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            grace_ends_at: string | null;
            /** Format: uuid */
            id: string;
            is_free_trial: boolean;
            /** Format: int64 */
            message_count: number;
            mitra: components["schemas"]["Contact"];
            /**
             * Format: int64
             * @description In rupiah, without extensions.
             */
            price_idr: number;
            price_tier: components["schemas"]["PriceTier"];
            /** Format: date-time */
            request_expires_at: string;
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            started_at: string | null;
            status: components["schemas"]["SessionStatus"];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * SessionEntryList
         * @description A page of a list, and how many there are in all.
         */
        SessionEntryList: {
            items: components["schemas"]["SessionEntry"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
            /**
             * Format: int64
             * @description Rows that fit the filter, on all pages together.
             */
            total: number;
            /**
             * @description False: there are more than `total`, which were not counted. A list of everything, by status alone, by topic alone or by
             *     action alone is always counted to the end; by anything else, to 10,000 rows or 1,000 found by a search.
             */
            total_is_exact: boolean;
        };
        /**
         * SessionExtension
         * @description More time that was asked for.
         */
        SessionExtension: {
            /** Format: uuid */
            id: string;
            price_tier: components["schemas"]["PriceTier"];
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            resolved_at: string | null;
            /** Format: date-time */
            respond_by: string;
            status: components["schemas"]["ExtensionStatus"];
        };
        /**
         * SessionGoodbye
         * @description A goodbye, without its words.
         */
        SessionGoodbye: {
            /** Format: date-time */
            created_at: string;
            from: components["schemas"]["Side"];
            /**
             * Format: int64
             * @description 1 to 5, by the customer.
             */
            rating: number | null;
        };
        /**
         * SessionPairing
         * @description How a session's request went about: who was called, and why nobody else.
         */
        SessionPairing: {
            /** @description In the order in which they were called. */
            called: components["schemas"]["PairingCall"][];
            /** @description By name. */
            not_called: components["schemas"]["PairingAbsence"][];
            /** Format: date-time */
            requested_at: string;
        };
        /**
         * @description Where in its life a session is.
         * @enum {string}
         */
        SessionStatus: "requested" | "active" | "extending" | "closing" | "completed" | "expired" | "cancelled";
        /**
         * @description A side of the session.
         * @enum {string}
         */
        Side: "customer" | "mitra";
        /**
         * StaffProfile
         * @description Whoever is signed in.
         * @example {
         *       "email": "sari@example.org",
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "name": "Sari",
         *       "permissions": [
         *         "mitras:read",
         *         "mitras:update"
         *       ],
         *       "role": "operator"
         *     }
         */
        StaffProfile: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description What the role allows, as `noun:verb`. */
            permissions: string[];
            /** @description The role's name. */
            role: string;
        };
        /**
         * TimelineEntry
         * @description Something that happened in a session; members that say nothing of it are left out.
         */
        TimelineEntry: {
            /** Format: date-time */
            at: string;
            end_reason?: components["schemas"]["EndReason"];
            event: components["schemas"]["TimelineEvent"];
            from_value?: components["schemas"]["TopicSensitivity"];
            /**
             * Format: int64
             * @description Of an extension.
             */
            minutes?: number;
            mitra?: components["schemas"]["MitraName"];
            side?: components["schemas"]["Side"];
            to_value?: components["schemas"]["TopicSensitivity"];
        };
        /** @enum {string} */
        TimelineEvent: "requested" | "rejected" | "accepted" | "topic_changed" | "extension_requested" | "extension_accepted" | "extension_rejected" | "extension_timeout" | "closing" | "goodbye" | "ended";
        /** @enum {string} */
        TokenType: "Bearer";
        /**
         * @description Whether the topic needs special care.
         * @enum {string}
         */
        TopicSensitivity: "regular" | "sensitive";
        /**
         * @description Why a mitra was not called.
         * @enum {string}
         */
        WhyNotCalled: "registered_later" | "inactive" | "at_capacity" | "offline" | "came_later";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAuditLog: {
        parameters: {
            query?: {
                /** @description Only this, as `noun.verb`. */
                action?: string;
                /** @description Only what this user did. */
                actor_id?: string;
                /** @description Only what was done to this, with `target_id` or by itself: `mitra`, `config`, … */
                target_type?: string;
                /** @description Only what was done to the one with this id. */
                target_id?: string;
                /** @description Only changes at this instant or later (RFC 3339). */
                from?: string;
                /** @description Only changes at this instant or earlier (RFC 3339). */
                to?: string;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loginStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in. The refresh token is in the cookie. */
            200: {
                headers: {
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResult"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INVALID_CREDENTIALS`: E-mail or password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACCOUNT_INACTIVE`: This account is not active. An administrator can activate it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACCOUNT_LOCKED`: Too many wrong passwords: the account is locked for a while. */
            423: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logoutStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: {
                /** @description Set by the sign-in. */
                cc_refresh_token?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Signed out; the cookie is cleared. */
            204: {
                headers: {
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStaffProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffProfile"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: {
                /** @description Set by the sign-in. */
                cc_refresh_token?: string;
            };
        };
        requestBody?: never;
        responses: {
            /** @description Signed in. The refresh token is in the cookie. */
            200: {
                headers: {
                    "Set-Cookie": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResult"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REFRESH_INVALID`: The refresh token is not valid any more; sign in again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACCOUNT_INACTIVE`: This account is not active. An administrator can activate it. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStaffDevices: {
        parameters: {
            query?: {
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSessionList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutStaffDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Config"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAnonymityConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnonymityConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnonymityConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateCcLockoutConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CcLockoutConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CcLockoutConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateChatConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChatConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateEarlyEndConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EarlyEndConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarlyEndConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateExtensionTimeoutConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ExtensionTimeoutConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionTimeoutConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateFreeTrialConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FreeTrialConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreeTrialConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateIdentityConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["IdentityConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMitraPingConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MitraPingConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraPingConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMitraQualityConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MitraQualityConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraQualityConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateOtpConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OtpConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceTiers: {
        parameters: {
            query?: {
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceTierSettingList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPriceTier: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPriceTier"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceTierSetting"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePriceTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePriceTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PriceTierPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceTierSetting"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSensitivityConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SensitivityConfigPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SensitivityConfig"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listControlCenterUsers: {
        parameters: {
            query?: {
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlCenterUserList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createControlCenterUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewControlCenterUser"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlCenterUser"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `EMAIL_TAKEN`: This e-mail is in use already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `PASSWORD_TOO_SHORT`: The password needs at least 8 characters.
             *
             *     `PASSWORD_MISSING_DIGIT`: The password needs a digit.
             *
             *     `PASSWORD_MISSING_UPPERCASE`: The password needs an upper-case letter.
             *
             *     `PASSWORD_MISSING_LOWERCASE`: The password needs a lower-case letter.
             *
             *     `PASSWORD_TOO_LONG`: The password may have at most 72 bytes.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `INVALID_CREDENTIALS`: E-mail or password is wrong.
             *
             *     `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `PASSWORD_TOO_SHORT`: The password needs at least 8 characters.
             *
             *     `PASSWORD_MISSING_DIGIT`: The password needs a digit.
             *
             *     `PASSWORD_MISSING_UPPERCASE`: The password needs an upper-case letter.
             *
             *     `PASSWORD_MISSING_LOWERCASE`: The password needs a lower-case letter.
             *
             *     `PASSWORD_TOO_LONG`: The password may have at most 72 bytes.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACCOUNT_LOCKED`: Too many wrong passwords: the account is locked for a while. */
            423: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateControlCenterUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ControlCenterUserPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlCenterUser"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetControlCenterUserPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `PASSWORD_TOO_SHORT`: The password needs at least 8 characters.
             *
             *     `PASSWORD_MISSING_DIGIT`: The password needs a digit.
             *
             *     `PASSWORD_MISSING_UPPERCASE`: The password needs an upper-case letter.
             *
             *     `PASSWORD_MISSING_LOWERCASE`: The password needs a lower-case letter.
             *
             *     `PASSWORD_TOO_LONG`: The password may have at most 72 bytes.
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description A piece of the name or of the phone, whatever the case. */
                q?: string;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMitraActivity: {
        parameters: {
            query?: {
                /** @description Only requests sent at this instant or later (RFC 3339). */
                from?: string;
                /** @description Only requests sent at this instant or earlier (RFC 3339). */
                to?: string;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraActivityList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequestsOfMitra: {
        parameters: {
            query?: {
                /** @description Only requests sent at this instant or later (RFC 3339). */
                from?: string;
                /** @description Only requests sent at this instant or earlier (RFC 3339). */
                to?: string;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                mitra_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraActivityEntryList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMitras: {
        parameters: {
            query?: {
                /** @description A piece of the name or of the phone, whatever the case. */
                q?: string;
                /** @description Only those who may sign in, or only those who may not. */
                is_active?: boolean;
                /** @description Only those who take requests at the moment, or only the others. */
                is_online?: boolean;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerMitra: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMitra"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mitra"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_TAKEN`: This phone number is in use already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_INVALID`: The phone number must be written as +62… with 8 to 15 digits. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMitra: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mitra"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMitra: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MitraPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mitra"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The body is larger than is accepted. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The body must be sent as application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description Only those in this status, or in one of these: `status=active&status=closing`. */
                status?: components["schemas"]["SessionStatus"][];
                /** @description Only those with this topic. */
                topic_sensitivity?: components["schemas"]["TopicSensitivity"];
                /** @description Only those asked for at this instant or later (RFC 3339). */
                from?: string;
                /** @description Only those asked for at this instant or earlier (RFC 3339). */
                to?: string;
                /** @description Only those of this mitra. */
                mitra_id?: string;
                /** @description Only those of this customer. */
                customer_id?: string;
                /** @description A piece of the name or of the phone of either side, whatever the case. */
                q?: string;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionEntryList"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDetail"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSessionPairing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPairing"];
                };
            };
            /** @description `BAD_REQUEST`: The request does not have the form that is expected here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `AUTH_MISSING`: Sign in first: the Authorization header is missing.
             *
             *     `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN`: You may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NOT_FOUND`: There is nothing here, or nothing that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `BUSY`: The server has more to do than it can take on; try again in a moment.
             *
             *     `STORAGE_UNAVAILABLE`: The server can't save anything at the moment; nothing was changed.
             */
            503: {
                headers: {
                    /** @description Seconds after which trying again makes sense. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
