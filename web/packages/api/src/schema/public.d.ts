// Made by `npm run gen` from openapi/. Not to be edited.
export interface paths {
    "/api/client/auth/apple/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a customer in with Apple
         * @description Apple tells the app a name once: hand it over as `display_name`. With `anonymous_customer_id` and that guest's
         *     access token, the guest becomes this person's account: id, name, sessions and sign-ins stay.
         */
        post: operations["signInWithApple"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/auth/google/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a customer in with Google
         * @description An account that is new takes its name from Google's profile. With `anonymous_customer_id` and that guest's access
         *     token, the guest becomes this person's account: id, name, sessions and sign-ins stay.
         */
        post: operations["signInWithGoogle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The customer who is signed in
         * @description A guest has no phone and no e-mail address, and `is_anonymous` is true.
         */
        get: operations["getCustomerProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the customer's display name
         * @description It is what mitras see.
         */
        patch: operations["updateCustomerProfile"];
        trace?: never;
    };
    "/api/client/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code to a customer's phone
         * @description A newer code puts an end to the one before. How many are sent to a phone, and asked for from an address, is limited;
         *     a code that could not be sent does not count.
         */
        post: operations["requestCustomerOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a customer in with a code
         * @description A phone that is new makes a new customer. With `anonymous_customer_id` and that guest's access token, the guest
         *     becomes the phone's customer: id, name, sessions and sign-ins stay.
         */
        post: operations["verifyCustomerOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/auth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a page signs people in with Google or Apple
         * @description Send the browser to `authorize_url` with `client_id`, and hand the id_token that comes back to the operations below.
         *     Apps of a phone have ids of their own from the provider, and need none of this.
         */
        get: operations["getSocialProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a conversation
         * @description Goes to every mitra who is online and has room, and to each who comes online or becomes free while it is open. The
         *     first to accept has it. With an `Idempotency-Key` the same call made again within a day gets the same answer.
         */
        post: operations["requestChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The customer's sessions, newest first
         * @description Every request ever made, whatever became of it, page by page.
         */
        get: operations["listCustomerSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The customer's open request or session
         * @description One that is requested, active, extending or closing; `items` is empty when there is none. What an app shows when
         *     it starts.
         */
        get: operations["listActiveCustomerSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the customer's sessions
         * @description As it stands now; what becomes of it afterwards is told on the socket.
         */
        get: operations["getCustomerSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a request back
         * @description Possible until a mitra has accepted.
         */
        post: operations["cancelChatRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session before its time
         * @description It is closing then. Whether customers may is a setting.
         */
        post: operations["endSessionAsCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for more time
         * @description From a session that is active or closing, unless someone has said goodbye. Until the answer its end waits. With an
         *     `Idempotency-Key` the same call made again within a day gets the same answer.
         */
        post: operations["requestExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/goodbye": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said at the goodbye
         * @description By either side, as far as it has said it; what is new is told on the socket (`goodbye_received`).
         */
        get: operations["getCustomerGoodbyes"];
        put?: never;
        /**
         * Say goodbye
         * @description While the session is closing; when both sides have, it is completed. Said twice it is answered alike, and the first
         *     words stay. The other side reads them.
         */
        post: operations["sayGoodbyeAsCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said
         * @description The latest messages, or those before or after one of them; always ascending by `seq`.
         */
        get: operations["listCustomerMessages"];
        put?: never;
        /**
         * Say something
         * @description Answered once the message is on the disk. Sent again with the same `client_message_id` it is the same message.
         */
        post: operations["sendCustomerMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/chat/sessions/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark messages as read
         * @description Everything the mitra has said up to a number. A mark never moves back.
         */
        post: operations["markCustomerRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/client/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller can choose from
         * @description The tiers that are for sale, in the order to show them, and whether the caller may still have the free trial.
         */
        get: operations["getPricing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mitra who is signed in
         * @description With whether they take requests at the moment.
         */
        get: operations["getMitraProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the mitra's display name
         * @description It is what customers see.
         */
        patch: operations["updateMitraProfile"];
        trace?: never;
    };
    "/api/mitra/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code to a mitra's phone
         * @description The limits of a phone count for both apps together.
         */
        post: operations["requestMitraOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a mitra in with a code
         * @description A phone that is new makes an account that staff must activate; until then the answer is `ACCOUNT_INACTIVE`.
         */
        post: operations["verifyMitraOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests that wait for this mitra's answer
         * @description What an app shows when it resumes. Newest first; new ones are announced on the socket (`chat_request`).
         */
        get: operations["listChatRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/requests/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a request
         * @description The first one has it, and the session starts; all others are told `REQUEST_NOT_AVAILABLE`, with the `reason`.
         *     Accepting again is answered alike.
         */
        post: operations["acceptChatRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a request
         * @description When nobody is left who could take it, it ends.
         */
        post: operations["rejectChatRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mitra's sessions, newest first
         * @description Those that this mitra accepted, page by page.
         */
        get: operations["listMitraSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mitra's open sessions
         * @description Those that are active, extending or closing. What an app shows when it starts.
         */
        get: operations["listActiveMitraSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the mitra's sessions
         * @description As it stands now; what becomes of it afterwards is told on the socket.
         */
        get: operations["getMitraSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a session before its time
         * @description It is closing then. Whether mitras may is a setting.
         */
        post: operations["endSessionAsMitra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/extensions/{extension_id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant more time
         * @description The session is active again, and its end moves by the minutes that were bought.
         */
        post: operations["acceptExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/extensions/{extension_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse more time
         * @description The session is closing then.
         */
        post: operations["rejectExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/goodbye": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said at the goodbye
         * @description By either side, as far as it has said it; what is new is told on the socket (`goodbye_received`).
         */
        get: operations["getMitraGoodbyes"];
        put?: never;
        /**
         * Say goodbye
         * @description While the session is closing; when both sides have, it is completed. Said twice it is answered alike, and the first
         *     words stay. The other side reads them.
         */
        post: operations["sayGoodbyeAsMitra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said
         * @description The latest messages, or those before or after one of them; always ascending by `seq`.
         */
        get: operations["listMitraMessages"];
        put?: never;
        /**
         * Say something
         * @description Answered once the message is on the disk. Sent again with the same `client_message_id` it is the same message.
         */
        post: operations["sendMitraMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark messages as read
         * @description Everything the customer has said up to a number. A mark never moves back.
         */
        post: operations["markMitraRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/chat/sessions/{id}/sensitivity": {
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
         * Mark a session's topic
         * @description While it is active or extending. What was marked sensitive may be latched by a setting.
         */
        patch: operations["setTopicSensitivity"];
        trace?: never;
    };
    "/api/mitra/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a sign of life
         * @description Needed every `mitra_ping.interval_seconds` while the settings require it; whose ping stays away goes offline.
         */
        post: operations["pingAsMitra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mitra/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Come online or go
         * @description Whoever comes online is sent the requests that are open. Whoever goes keeps those they have, and their sessions.
         */
        put: operations["setMitraStatus"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/auth/anonymous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in as a guest
         * @description Makes an account without a phone. With an `Idempotency-Key`, a random UUID, the same request sent again within a day
         *     gets the same answer, so that a lost answer makes no second guest.
         */
        post: operations["signInAnonymously"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out on this device
         * @description The refresh token is dead at once. Unless the server revokes at once, the access token lives until it expires.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade a refresh token for new tokens
         * @description Each refresh token is good once: keep the new one. The sign-in (`session_id`) stays.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's devices
         * @description One entry per sign-in that can still be refreshed, page by page; `is_current` marks the one that asks.
         */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/auth/sessions/{id}": {
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
         * Sign out one of the caller's devices
         * @description Its refresh token is dead at once. Unless the server revokes at once, its access token lives until it expires.
         */
        delete: operations["signOutDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What apps need to know of the settings
         * @description Needs no token. Later changes are announced on the socket (`config_updated`).
         */
        get: operations["getSharedConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/device-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register this device for push
         * @description Call it at each start: a token belongs to whoever registered it last, and goes when they sign out.
         */
        post: operations["registerDeviceToken"];
        /**
         * Stop pushes to this device
         * @description To be called before signing out. A token that is not known is no error.
         */
        delete: operations["unregisterDeviceToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shared/device-token/web-push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What browsers subscribe to
         * @description Subscribe with `public_key` as `applicationServerKey`, and register the subscription's JSON as a token of the platform
         *     `web`. A key that differs from the one of an older subscription makes that one useless: unregister it.
         */
        get: operations["getWebPushKey"];
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
         * AnonymousRequest
         * @description A guest signs in.
         * @example {
         *       "display_name": "Senja Tenang"
         *     }
         */
        AnonymousRequest: {
            /** @description What others will see, 1 to 40 characters. One is made up when none is given. */
            display_name?: string;
        };
        /**
         * AppleVerification
         * @description A token from Apple.
         * @example {
         *       "display_name": "Senja Tenang",
         *       "id_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…"
         *     }
         */
        AppleVerification: {
            /**
             * Format: uuid
             * @description The guest that this person has been until now. The request must carry that guest's access token.
             */
            anonymous_customer_id?: string;
            /** @description The name that Apple told the app, which it does at the first sign-in only. A new account gets it. */
            display_name?: string;
            /** @description As Apple gave it to the app. */
            id_token: string;
            /** @description What the app asked Apple to put into the token, raw. The token may hold it raw or as its SHA-256. */
            nonce?: string;
        };
        /**
         * AuthResult
         * @description What an app holds after signing in or refreshing.
         * @example {
         *       "access_token": "eyJhbGciOiJIUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…",
         *       "expires_in": 3600,
         *       "profile": {
         *         "created_at": "2025-11-22T10:00:00.000Z",
         *         "display_name": "Senja Tenang",
         *         "email": null,
         *         "has_apple": false,
         *         "has_google": false,
         *         "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *         "is_anonymous": true,
         *         "phone": null
         *       },
         *       "refresh_expires_in": 2592000,
         *       "refresh_token": "9f0c1a52-4b7e-4c1d-8e2f-3a4b5c6d7e8f.…",
         *       "session_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "token_type": "Bearer",
         *       "user_type": "customer"
         *     }
         */
        AuthResult: {
            /** @description JWT for the Authorization header, as `Bearer …`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires.
             */
            expires_in: number;
            profile: components["schemas"]["Profile"];
            /**
             * Format: int64
             * @description Seconds until the refresh token expires.
             */
            refresh_expires_in: number;
            /** @description Good for one use; keep the newest. */
            refresh_token: string;
            /**
             * Format: uuid
             * @description This sign-in; it stays over refreshes.
             */
            session_id: string;
            token_type: components["schemas"]["TokenType"];
            user_type: components["schemas"]["UserType"];
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
         * ChatRequest
         * @description A request as mitras see it.
         * @example {
         *       "customer_display_name": "Senja Tenang",
         *       "duration_minutes": 30,
         *       "expires_at": "2025-11-22T10:01:00.000Z",
         *       "is_free_trial": false,
         *       "price_idr": 27000,
         *       "requested_at": "2025-11-22T10:00:00.000Z",
         *       "session_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "topic_sensitivity": "sensitive"
         *     }
         */
        ChatRequest: {
            customer_display_name: string;
            /** Format: int64 */
            duration_minutes: number;
            /**
             * Format: date-time
             * @description Until then it can be accepted.
             */
            expires_at: string;
            is_free_trial: boolean;
            /**
             * Format: int64
             * @description In rupiah; 0 for a free trial.
             */
            price_idr: number;
            /** Format: date-time */
            requested_at: string;
            /** Format: uuid */
            session_id: string;
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * ChatRequestList
         * @description A page of a list.
         */
        ChatRequestList: {
            items: components["schemas"]["ChatRequest"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * ChatSession
         * @description A request for a conversation and the session it becomes.
         */
        ChatSession: {
            /**
             * Format: date-time
             * @description When the time for goodbyes began.
             */
            closing_at: string | null;
            counterpart: components["schemas"]["Counterpart"];
            /**
             * Format: int64
             * @description Minutes bought with the request; extensions come on top.
             */
            duration_minutes: number;
            end_reason: components["schemas"]["EndReason"];
            /** Format: date-time */
            ended_at: string | null;
            /**
             * Format: date-time
             * @description When the paid time is over, extensions included.
             */
            expires_at: string | null;
            goodbye: components["schemas"]["Goodbye"];
            /**
             * Format: date-time
             * @description When the time for goodbyes is over; null unless it is running or was.
             */
            grace_ends_at: string | null;
            /** Format: uuid */
            id: string;
            is_free_trial: boolean;
            /**
             * Format: int64
             * @description Number of the latest message; 0 when there is none.
             */
            last_seq: number;
            pending_extension: components["schemas"]["Extension"];
            price_tier: components["schemas"]["PriceTier"];
            /**
             * Format: date-time
             * @description Until then a mitra may accept.
             */
            request_expires_at: string;
            /** Format: date-time */
            requested_at: string;
            /**
             * Format: date-time
             * @description When a mitra accepted.
             */
            started_at: string | null;
            status: components["schemas"]["SessionStatus"];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
            /**
             * Format: int64
             * @description Messages of the other side that the caller has not read.
             */
            unread_count: number;
        };
        /**
         * ChatSessionList
         * @description A page of a list.
         */
        ChatSessionList: {
            items: components["schemas"]["ChatSession"][];
            /** @description Send it as `cursor` for the next page; null at the end. */
            next_cursor: string | null;
        };
        /**
         * Counterpart
         * @description All that one side learns of the other.
         */
        Counterpart: {
            display_name: string;
        };
        /**
         * CustomerGoodbye
         * @description The customer's last word.
         * @example {
         *       "message": "Terima kasih sudah mendengarkan.",
         *       "rating": 5
         *     }
         */
        CustomerGoodbye: {
            /** @description At most 4,000 characters. */
            message?: string;
            /**
             * Format: int64
             * @description How it was, 1 to 5.
             */
            rating?: number;
        };
        /**
         * CustomerOtpVerification
         * @description A customer types a code in.
         * @example {
         *       "code": "012345",
         *       "otp_request_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10"
         *     }
         */
        CustomerOtpVerification: {
            /**
             * Format: uuid
             * @description The guest that this phone's customer has been until now. The request must carry that guest's access token.
             */
            anonymous_customer_id?: string;
            /** @description Six digits. */
            code: string;
            /** @description From the request. */
            otp_request_id: string;
        };
        /**
         * CustomerProfile
         * @description A customer, to themselves.
         * @example {
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "display_name": "Senja Tenang",
         *       "email": null,
         *       "has_apple": false,
         *       "has_google": false,
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_anonymous": true,
         *       "phone": null
         *     }
         */
        CustomerProfile: {
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string | null;
            has_apple: boolean;
            has_google: boolean;
            /** Format: uuid */
            id: string;
            /** @description A guest: no phone, no provider. */
            is_anonymous: boolean;
            phone: string | null;
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
        /** @enum {string} */
        DevicePlatform: "android" | "ios" | "web";
        /**
         * DeviceToken
         * @description A device that can be reached by push.
         * @example {
         *       "platform": "android",
         *       "token": "dGhpcyBpcyBhIHRva2Vu"
         *     }
         */
        DeviceToken: {
            platform: components["schemas"]["DevicePlatform"];
            /** @description As the push service gave it. */
            token: string;
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
         * @description Why a session is closing, or has ended.
         * @enum {string}
         */
        EndReason: "time_up" | "extension_rejected" | "extension_timeout" | "ended_by_customer" | "ended_by_mitra" | "cancelled_by_customer" | "no_mitra" | "stale_on_restart";
        /**
         * Extension
         * @description More time, asked for by the customer and answered by the mitra.
         * @example {
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "price_tier": {
         *         "duration_minutes": 30,
         *         "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *         "name": "30 menit",
         *         "price_idr": 27000
         *       },
         *       "requested_at": "2025-11-22T10:28:20.000Z",
         *       "respond_by": "2025-11-22T10:29:20.000Z",
         *       "status": "pending",
         *       "topic_sensitivity": "regular"
         *     }
         */
        Extension: {
            /** Format: uuid */
            id: string;
            price_tier: components["schemas"]["PriceTier"];
            /** Format: date-time */
            requested_at: string;
            /**
             * Format: date-time
             * @description Without an answer by then it counts as refused.
             */
            respond_by: string;
            status: components["schemas"]["ExtensionStatus"];
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * @description What has become of an extension.
         * @enum {string}
         */
        ExtensionStatus: "pending" | "accepted" | "rejected" | "timeout";
        /**
         * FreeTrialOffer
         * @description The first session for free: to be offered when it is both enabled and this customer is eligible.
         */
        FreeTrialOffer: {
            /**
             * Format: int64
             * @description Its length in minutes.
             */
            duration_minutes: number;
            /** @description No session of this customer has started yet. */
            eligible: boolean;
            enabled: boolean;
        };
        /**
         * Goodbye
         * @description Who has said goodbye.
         */
        Goodbye: {
            customer: boolean;
            mitra: boolean;
        };
        /**
         * Goodbyes
         * @description What the two have left for each other, without the rating.
         * @example {
         *       "customer": {
         *         "created_at": "2025-11-22T10:30:20.000Z",
         *         "message": "Terima kasih sudah mendengarkan."
         *       },
         *       "mitra": {
         *         "created_at": "2025-11-22T10:30:31.000Z",
         *         "message": null
         *       }
         *     }
         */
        Goodbyes: {
            customer: components["schemas"]["SaidGoodbye"];
            mitra: components["schemas"]["SaidGoodbye"];
        };
        /**
         * GoogleVerification
         * @description A token from Google.
         * @example {
         *       "id_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IjFhMmIzYzRkIn0…"
         *     }
         */
        GoogleVerification: {
            /**
             * Format: uuid
             * @description The guest that this person has been until now. The request must carry that guest's access token.
             */
            anonymous_customer_id?: string;
            /** @description As Google gave it to the app. */
            id_token: string;
        };
        /**
         * Message
         * @description Something said in a session.
         * @example {
         *       "client_message_id": "b3f6c1de-2b7a-4f0e-9d3c-5a1e8f7c6b42",
         *       "content": "Halo, boleh cerita sebentar?",
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "delivered_at": null,
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "read_at": null,
         *       "sender": "customer",
         *       "seq": 1,
         *       "session_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "status": "sent"
         *     }
         */
        Message: {
            /** @description The sender's own id for it. */
            client_message_id: string;
            content: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When a device of the receiver said that it has it.
             */
            delivered_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When a device of the receiver said that it was seen.
             */
            read_at: string | null;
            sender: components["schemas"]["Side"];
            /**
             * Format: int64
             * @description Counts up by one within a session, from 1.
             */
            seq: number;
            /** Format: uuid */
            session_id: string;
            status: components["schemas"]["MessageStatus"];
        };
        /**
         * MessagePage
         * @description A piece of a conversation, ascending by `seq`.
         */
        MessagePage: {
            /** @description Whether there are more in the direction that was asked for: older ones, or newer ones with `after_seq`. */
            has_more: boolean;
            items: components["schemas"]["Message"][];
        };
        /**
         * @description How far a message has come.
         * @enum {string}
         */
        MessageStatus: "sent" | "delivered" | "read";
        /**
         * MitraGoodbye
         * @description The mitra's last word.
         * @example {
         *       "message": "Semoga harimu lebih ringan."
         *     }
         */
        MitraGoodbye: {
            /** @description At most 4,000 characters. */
            message?: string;
        };
        /**
         * MitraOtpVerification
         * @description A mitra types a code in.
         * @example {
         *       "code": "012345",
         *       "otp_request_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10"
         *     }
         */
        MitraOtpVerification: {
            /** @description Six digits. */
            code: string;
            /** @description From the request. */
            otp_request_id: string;
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
         * MitraProfile
         * @description A mitra, to themselves.
         * @example {
         *       "created_at": "2025-11-22T10:00:00.000Z",
         *       "display_name": "Bintang Hangat",
         *       "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "is_active": true,
         *       "is_online": false,
         *       "phone": "+6281234567890"
         *     }
         */
        MitraProfile: {
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
         * NewChatRequest
         * @description Asks for a conversation: at a price, or as the free trial.
         * @example {
         *       "price_tier_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "topic_sensitivity": "regular"
         *     }
         */
        NewChatRequest: {
            /** @description `true` for the free trial, without a `price_tier_id`. */
            free_trial?: boolean;
            /**
             * Format: uuid
             * @description One of the tiers that are offered. Left out for the free trial.
             */
            price_tier_id?: string;
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * NewExtension
         * @description Asks for more time.
         * @example {
         *       "price_tier_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10"
         *     }
         */
        NewExtension: {
            /**
             * Format: uuid
             * @description One of the tiers that are offered.
             */
            price_tier_id: string;
        };
        /**
         * NewMessage
         * @description Says something.
         * @example {
         *       "client_message_id": "b3f6c1de-2b7a-4f0e-9d3c-5a1e8f7c6b42",
         *       "content": "Halo, boleh cerita sebentar?"
         *     }
         */
        NewMessage: {
            /** @description Made by the sender, unique in the session. Sent again with the same id and content it is the same message. */
            client_message_id: string;
            /** @description 1 to 4,000 characters. */
            content: string;
        };
        /**
         * OpenSessions
         * @description Sessions that are open, newest first.
         */
        OpenSessions: {
            items: components["schemas"]["ChatSession"][];
        };
        /**
         * OtpRequest
         * @description Asks for a code.
         * @example {
         *       "phone": "+6281234567890"
         *     }
         */
        OtpRequest: {
            /** @description E.164: `+`, the country, the number, 8 to 15 digits in all. */
            phone: string;
        };
        /**
         * OtpRequested
         * @description A code is on its way.
         * @example {
         *       "expires_in": 300,
         *       "otp_request_id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *       "resend_after": 60
         *     }
         */
        OtpRequested: {
            /**
             * Format: int64
             * @description Seconds until the code expires.
             */
            expires_in: number;
            /**
             * Format: uuid
             * @description Send it back with the code.
             */
            otp_request_id: string;
            /**
             * Format: int64
             * @description Seconds until another code can be asked for.
             */
            resend_after: number;
        };
        /**
         * Presence
         * @description Whether a mitra takes requests.
         */
        Presence: {
            online: boolean;
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
         * Pricing
         * @description What a customer can choose from.
         * @example {
         *       "free_trial": {
         *         "duration_minutes": 5,
         *         "eligible": true,
         *         "enabled": true
         *       },
         *       "tiers": [
         *         {
         *           "duration_minutes": 30,
         *           "id": "019355c0-7c3a-7b3e-9a51-2f6d1c7e9b10",
         *           "name": "30 menit",
         *           "price_idr": 27000
         *         }
         *       ]
         *     }
         */
        Pricing: {
            free_trial: components["schemas"]["FreeTrialOffer"];
            /** @description In the order in which they are to be shown. */
            tiers: components["schemas"]["PriceTier"][];
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
        /** @description Whoever signed in: `user_type` says which of the two. */
        Profile: {
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string | null;
            has_apple?: boolean;
            has_google?: boolean;
            /** Format: uuid */
            id: string;
            /** @description Only an active mitra can sign in. */
            is_active?: boolean;
            /** @description A guest: no phone, no provider. */
            is_anonymous?: boolean;
            /** @description Takes requests at the moment. */
            is_online?: boolean;
            phone: string | null;
        };
        /**
         * ProfilePatch
         * @description A new display name.
         * @example {
         *       "display_name": "Senja Tenang"
         *     }
         */
        ProfilePatch: {
            /** @description 1 to 40 characters. */
            display_name: string;
        };
        /**
         * RefreshRequest
         * @description Trades a refresh token.
         */
        RefreshRequest: {
            /** @description The latest one; each is good once. */
            refresh_token: string;
        };
        /**
         * SaidGoodbye
         * @description One side's last word.
         */
        SaidGoodbye: {
            /** Format: date-time */
            created_at: string;
            /** @description Null when there were no words, or none that are kept. */
            message: string | null;
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
         * @description Where in its life a session is.
         * @enum {string}
         */
        SessionStatus: "requested" | "active" | "extending" | "closing" | "completed" | "expired" | "cancelled";
        /**
         * SharedConfig
         * @description What the apps need to know, before anyone has signed in too.
         * @example {
         *       "anonymity_enabled": true,
         *       "chat_request_timeout_seconds": 60,
         *       "closure_grace_seconds": 300,
         *       "early_end": {
         *         "customer": true,
         *         "mitra": true
         *       },
         *       "extension_timeout_seconds": 60,
         *       "mitra_ping": {
         *         "interval_seconds": 60,
         *         "required": false
         *       },
         *       "sensitivity": {
         *         "confirmation_enabled": true,
         *         "one_way_latch": false
         *       },
         *       "social_auth": {
         *         "apple": false,
         *         "google": true
         *       }
         *     }
         */
        SharedConfig: {
            /** @description Guests may start sessions. */
            anonymity_enabled: boolean;
            /**
             * Format: int64
             * @description Seconds for which a request waits for a mitra.
             */
            chat_request_timeout_seconds: number;
            /**
             * Format: int64
             * @description Seconds for goodbyes, after the time of a session is up.
             */
            closure_grace_seconds: number;
            early_end: components["schemas"]["EarlyEndConfig"];
            /**
             * Format: int64
             * @description Seconds that a mitra has to answer when a customer asks for more time.
             */
            extension_timeout_seconds: number;
            mitra_ping: components["schemas"]["MitraPingConfig"];
            sensitivity: components["schemas"]["SensitivityConfig"];
            social_auth: components["schemas"]["SocialAuth"];
        };
        /**
         * @description A side of the session.
         * @enum {string}
         */
        Side: "customer" | "mitra";
        /**
         * SocialAuth
         * @description The providers that this server is set up for. Fixed while it runs.
         */
        SocialAuth: {
            apple: boolean;
            google: boolean;
        };
        /**
         * SocialProvider
         * @description Where a page sends people to say who they are.
         */
        SocialProvider: {
            /** @description The provider's OAuth 2.0 authorization endpoint. */
            authorize_url: string;
            /** @description Under which id the provider knows the page. */
            client_id: string;
        };
        /**
         * SocialProviders
         * @description How a page signs people in with each provider; `null` for one that is not set up.
         * @example {
         *       "apple": {
         *         "authorize_url": "https://appleid.apple.com/auth/authorize",
         *         "client_id": "id.example.curhat"
         *       },
         *       "google": {
         *         "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth",
         *         "client_id": "1234.apps.googleusercontent.com"
         *       }
         *     }
         */
        SocialProviders: {
            apple: components["schemas"]["SocialProvider"];
            google: components["schemas"]["SocialProvider"];
        };
        /** @enum {string} */
        TokenType: "Bearer";
        /**
         * TopicPatch
         * @description Marks the topic.
         */
        TopicPatch: {
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * @description Whether the topic needs special care.
         * @enum {string}
         */
        TopicSensitivity: "regular" | "sensitive";
        /**
         * UpTo
         * @description Everything up to a number.
         */
        UpTo: {
            /**
             * Format: int64
             * @description The latest message that was seen.
             */
            up_to_seq: number;
        };
        /** @enum {string} */
        UserType: "customer" | "mitra" | "control_center";
        /**
         * WebPushKey
         * @description The server's key for web push.
         * @example {
         *       "public_key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
         *     }
         */
        WebPushKey: {
            /** @description An uncompressed point on P-256 in base64url. `null`: this server has no web push. */
            public_key: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signInWithApple: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppleVerification"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
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
             * @description `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             *
             *     `INVALID_ID_TOKEN`: The identity token is not valid.
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
            /** @description `IDENTITY_CONFLICT`: This identity belongs to another account already. */
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
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SOCIAL_AUTH_NOT_CONFIGURED`: This way of signing in is not set up on this server. */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `IDENTITY_PROVIDER_UNAVAILABLE`: The identity provider can't be reached; try again in a moment.
             *
             *     `BUSY`: The server has more to do than it can take on; try again in a moment.
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
    signInWithGoogle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoogleVerification"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
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
             * @description `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             *
             *     `INVALID_ID_TOKEN`: The identity token is not valid.
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
            /** @description `IDENTITY_CONFLICT`: This identity belongs to another account already. */
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
            /** @description `INTERNAL`: Something went wrong on the server. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SOCIAL_AUTH_NOT_CONFIGURED`: This way of signing in is not set up on this server. */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `IDENTITY_PROVIDER_UNAVAILABLE`: The identity provider can't be reached; try again in a moment.
             *
             *     `BUSY`: The server has more to do than it can take on; try again in a moment.
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
    getCustomerProfile: {
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
                    "application/json": components["schemas"]["CustomerProfile"];
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
    updateCustomerProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerProfile"];
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
    requestCustomerOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpRequested"];
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
            /** @description `PHONE_INVALID`: The phone number must be written as +62… with 8 to 15 digits. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `OTP_COOLDOWN`: A code was sent a moment ago; wait before asking for another.
             *
             *     `OTP_RATE_LIMIT_PHONE`: Too many codes were requested for this phone number; try again later.
             *
             *     `OTP_RATE_LIMIT_IP`: Too many codes were requested from this address; try again later.
             *
             *     `OTP_RATE_LIMIT_SERVER`: As many codes were sent today as may be; try again later.
             */
            429: {
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
            /** @description `OTP_DELIVERY_FAILED`: The code could not be sent; try again in a moment. */
            502: {
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
    verifyCustomerOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerOtpVerification"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
                };
            };
            /**
             * @description `WRONG_FLOW`: This code was requested for the other app.
             *
             *     `BAD_REQUEST`: The request does not have the form that is expected here.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `TOKEN_INVALID`: The access token is not valid.
             *
             *     `TOKEN_EXPIRED`: The access token has expired; refresh it.
             *
             *     `CODE_MISMATCH`: The code is wrong.
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
            /** @description `OTP_NOT_FOUND`: This code request is not known. */
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
            /**
             * @description `OTP_USED`: This code was used already.
             *
             *     `IDENTITY_CONFLICT`: This identity belongs to another account already.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OTP_EXPIRED`: This code has expired; request a new one. */
            410: {
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
            /** @description `OTP_ATTEMPTS_EXCEEDED`: Too many wrong codes; request a new one. */
            429: {
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
    getSocialProviders: {
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
                    "application/json": components["schemas"]["SocialProviders"];
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
    requestChat: {
        parameters: {
            query?: never;
            header?: {
                /** @description Anything unique, such as a random UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChatRequest"];
            };
        };
        responses: {
            /** @description Sent to every mitra who could take it. */
            201: {
                headers: {
                    /** @description `true` when this is the answer to the same call made before. */
                    "Idempotency-Replayed"?: boolean;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `REGISTRATION_REQUIRED`: Guests can't start a session at the moment; sign up first.
             *
             *     `FORBIDDEN`: You may not do this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PRICE_TIER_NOT_FOUND`: This price is not offered. */
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
            /**
             * @description `SESSION_ALREADY_OPEN`: A session is open already.
             *
             *     `FREE_TRIAL_UNAVAILABLE`: The free trial is not available.
             */
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
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used before with another body. */
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
    listCustomerSessions: {
        parameters: {
            query?: {
                /** @description Only those in this status. */
                status?: components["schemas"]["SessionStatus"];
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
                    "application/json": components["schemas"]["ChatSessionList"];
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
    listActiveCustomerSessions: {
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
                    "application/json": components["schemas"]["OpenSessions"];
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
    getCustomerSession: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
    cancelChatRequest: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /** @description `REQUEST_NOT_AVAILABLE`: This request is not open any more. */
            409: {
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
    endSessionAsCustomer: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `EARLY_END_DISABLED`: Sessions can't be ended early from this side.
             *
             *     `FORBIDDEN`: You may not do this.
             */
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
            /** @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible. */
            409: {
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
    requestExtension: {
        parameters: {
            query?: never;
            header?: {
                /** @description Anything unique, such as a random UUID. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewExtension"];
            };
        };
        responses: {
            /** @description It waits for the mitra's answer. */
            201: {
                headers: {
                    /** @description `true` when this is the answer to the same call made before. */
                    "Idempotency-Replayed"?: boolean;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Extension"];
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
            /**
             * @description `NOT_FOUND`: There is nothing here, or nothing that you may see.
             *
             *     `PRICE_TIER_NOT_FOUND`: This price is not offered.
             */
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `EXTENSION_PENDING`: An extension is waiting for its answer already.
             */
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
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used before with another body. */
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
    getCustomerGoodbyes: {
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
                    "application/json": components["schemas"]["Goodbyes"];
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
    sayGoodbyeAsCustomer: {
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
                "application/json": components["schemas"]["CustomerGoodbye"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSession"];
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
            /** @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible. */
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
    listCustomerMessages: {
        parameters: {
            query?: {
                /** @description The latest before this number. */
                before_seq?: number;
                /** @description The first after this number. */
                after_seq?: number;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
            };
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
                    "application/json": components["schemas"]["MessagePage"];
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
    sendCustomerMessage: {
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
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description It was sent before: the same message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description It is on the disk. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `MESSAGE_ID_REUSED`: This client_message_id was used before with other content.
             */
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
    markCustomerRead: {
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
                "application/json": components["schemas"]["UpTo"];
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
    getPricing: {
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
                    "application/json": components["schemas"]["Pricing"];
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
    getMitraProfile: {
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
                    "application/json": components["schemas"]["MitraProfile"];
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
    updateMitraProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfilePatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MitraProfile"];
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
    requestMitraOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpRequested"];
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
            /** @description `PHONE_INVALID`: The phone number must be written as +62… with 8 to 15 digits. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `OTP_COOLDOWN`: A code was sent a moment ago; wait before asking for another.
             *
             *     `OTP_RATE_LIMIT_PHONE`: Too many codes were requested for this phone number; try again later.
             *
             *     `OTP_RATE_LIMIT_IP`: Too many codes were requested from this address; try again later.
             *
             *     `OTP_RATE_LIMIT_SERVER`: As many codes were sent today as may be; try again later.
             */
            429: {
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
            /** @description `OTP_DELIVERY_FAILED`: The code could not be sent; try again in a moment. */
            502: {
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
    verifyMitraOtp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MitraOtpVerification"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
                };
            };
            /**
             * @description `WRONG_FLOW`: This code was requested for the other app.
             *
             *     `BAD_REQUEST`: The request does not have the form that is expected here.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `CODE_MISMATCH`: The code is wrong. */
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
            /** @description `OTP_NOT_FOUND`: This code request is not known. */
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
            /** @description `OTP_USED`: This code was used already. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `OTP_EXPIRED`: This code has expired; request a new one. */
            410: {
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
            /** @description `OTP_ATTEMPTS_EXCEEDED`: Too many wrong codes; request a new one. */
            429: {
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
    listChatRequests: {
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
                    "application/json": components["schemas"]["ChatRequestList"];
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
    acceptChatRequest: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `ACCOUNT_INACTIVE`: This account is not active. An administrator can activate it.
             *
             *     `FORBIDDEN`: You may not do this.
             */
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
            /**
             * @description `REQUEST_NOT_AVAILABLE`: This request is not open any more.
             *
             *     `MITRA_AT_LIMIT`: You already have as many sessions as are allowed at one time.
             */
            409: {
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
    rejectChatRequest: {
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
            /** @description `REQUEST_NOT_AVAILABLE`: This request is not open any more. */
            409: {
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
    listMitraSessions: {
        parameters: {
            query?: {
                /** @description Only those in this status. */
                status?: components["schemas"]["SessionStatus"];
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
                    "application/json": components["schemas"]["ChatSessionList"];
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
    listActiveMitraSessions: {
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
                    "application/json": components["schemas"]["OpenSessions"];
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
    getMitraSession: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
    endSessionAsMitra: {
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `EARLY_END_DISABLED`: Sessions can't be ended early from this side.
             *
             *     `FORBIDDEN`: You may not do this.
             */
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
            /** @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible. */
            409: {
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
    acceptExtension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                extension_id: string;
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `EXTENSION_RESOLVED`: This extension was answered already.
             */
            409: {
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
    rejectExtension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                extension_id: string;
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
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `EXTENSION_RESOLVED`: This extension was answered already.
             */
            409: {
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
    getMitraGoodbyes: {
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
                    "application/json": components["schemas"]["Goodbyes"];
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
    sayGoodbyeAsMitra: {
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
                "application/json": components["schemas"]["MitraGoodbye"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSession"];
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
            /** @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible. */
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
    listMitraMessages: {
        parameters: {
            query?: {
                /** @description The latest before this number. */
                before_seq?: number;
                /** @description The first after this number. */
                after_seq?: number;
                /** @description At most this many items, 1 to 200. */
                limit?: number;
            };
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
                    "application/json": components["schemas"]["MessagePage"];
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
    sendMitraMessage: {
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
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description It was sent before: the same message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description It is on the disk. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `MESSAGE_ID_REUSED`: This client_message_id was used before with other content.
             */
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
    markMitraRead: {
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
                "application/json": components["schemas"]["UpTo"];
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
    setTopicSensitivity: {
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
                "application/json": components["schemas"]["TopicPatch"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSession"];
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
            /**
             * @description `SESSION_NOT_ACTIVE`: The session is not in a state in which this is possible.
             *
             *     `SENSITIVITY_LATCHED`: The session was marked sensitive and can't be changed back.
             */
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
    pingAsMitra: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    setMitraStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Presence"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presence"];
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
            /**
             * @description `ACCOUNT_INACTIVE`: This account is not active. An administrator can activate it.
             *
             *     `FORBIDDEN`: You may not do this.
             */
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
    signInAnonymously: {
        parameters: {
            query?: never;
            header?: {
                /** @description A random UUID. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AnonymousRequest"];
            };
        };
        responses: {
            /** @description Signed in as a guest. */
            201: {
                headers: {
                    /** @description `true` when this is the answer to the same request sent before. */
                    "Idempotency-Replayed"?: boolean;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
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
            /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used before with another body. */
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
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description As asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthResult"];
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
    listDevices: {
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
    signOutDevice: {
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
    getSharedConfig: {
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
                    "application/json": components["schemas"]["SharedConfig"];
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
    registerDeviceToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceToken"];
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
    unregisterDeviceToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceToken"];
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
    getWebPushKey: {
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
                    "application/json": components["schemas"]["WebPushKey"];
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
}
