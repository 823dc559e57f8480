// Made by `npm run gen` from openapi/. Not to be edited.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A request as mitras see it. */
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
        /** @description A request for a conversation and the session it becomes. */
        ChatSession: {
            /**
             * Format: date-time
             * @description When the time for goodbyes began.
             */
            closing_at: string | null;
            /** @description The other side; null until a mitra has accepted. */
            counterpart: components["schemas"]["Counterpart"] | null;
            /**
             * Format: int64
             * @description Minutes bought with the request; extensions come on top.
             */
            duration_minutes: number;
            /** @description Null until it is closing or has ended. */
            end_reason: components["schemas"]["EndReason"] | null;
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
            /** @description The extension that waits for the mitra's answer. */
            pending_extension: components["schemas"]["Extension"] | null;
            /** @description As it was when it was bought; null for a free trial. */
            price_tier: components["schemas"]["PriceTier"] | null;
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
        /** @description All that one side learns of the other. */
        Counterpart: {
            display_name: string;
        };
        /** @description Which side may end a session before its time. */
        EarlyEndConfig: {
            customer: boolean;
            mitra: boolean;
        };
        /**
         * @description Why a session is closing, or has ended.
         * @enum {string}
         */
        EndReason: "time_up" | "extension_rejected" | "extension_timeout" | "ended_by_customer" | "ended_by_mitra" | "cancelled_by_customer" | "no_mitra" | "stale_on_restart";
        /** @description More time, asked for by the customer and answered by the mitra. */
        Extension: {
            /** Format: uuid */
            id: string;
            /** @description As it was when it was asked for. */
            price_tier: components["schemas"]["PriceTier"];
            /** Format: date-time */
            requested_at: string;
            /**
             * Format: date-time
             * @description Without an answer by then it counts as refused.
             */
            respond_by: string;
            status: components["schemas"]["ExtensionStatus"];
            /** @description Of the session. */
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
        };
        /**
         * @description How an extension was answered.
         * @enum {string}
         */
        ExtensionOutcome: "accepted" | "rejected" | "timeout";
        /**
         * @description What has become of an extension.
         * @enum {string}
         */
        ExtensionStatus: "pending" | "accepted" | "rejected" | "timeout";
        /** @description Who has said goodbye. */
        Goodbye: {
            customer: boolean;
            mitra: boolean;
        };
        /** @description Something said in a session. */
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
         * @description How far a message has come.
         * @enum {string}
         */
        MessageStatus: "sent" | "delivered" | "read";
        /** @description The sign of life of mitras who are online. */
        MitraPingConfig: {
            /**
             * Format: int64
             * @description Seconds between two pings at most.
             */
            interval_seconds: number;
            /** @description A mitra whose ping stays away goes offline. */
            required: boolean;
        };
        /** @description A length of time that can be bought. */
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
        /** @enum {string} */
        ReceiptStatus: "delivered" | "read";
        /** @description Why a request is open no more. */
        RequestClosedReason: ("accepted_by_other" | "cancelled_by_customer" | "expired") | "accepted" | "rejected";
        /** @description The topic flag that a mitra may flip. */
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
        /** @description What the apps need to know, before anyone has signed in too. */
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
        /** @description The providers that this server is set up for. Fixed while it runs. */
        SocialAuth: {
            apple: boolean;
            google: boolean;
        };
        /**
         * @description Whether the topic needs special care.
         * @enum {string}
         */
        TopicSensitivity: "regular" | "sensitive";
        client_auth: {
            /** @description An access token. */
            token: string;
            /** @constant */
            type: "auth";
        };
        client_delivered: {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "delivered";
            /** Format: int64 */
            up_to_seq: number;
        };
        client_message: {
            /** @description Made by the sender, unique in the session. Sent again with the same id and content it is the same message. */
            client_message_id: string;
            content: string;
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "message";
        };
        client_ping: {
            /** @constant */
            type: "ping";
        };
        client_read: {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "read";
            /** Format: int64 */
            up_to_seq: number;
        };
        client_typing: {
            is_typing: boolean;
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "typing";
        };
        server_auth_expiring: {
            /** Format: date-time */
            expires_at: string;
            /** @constant */
            type: "auth_expiring";
        };
        server_auth_ok: {
            /**
             * Format: date-time
             * @description When the token expires.
             */
            expires_at: string;
            /** Format: date-time */
            server_time: string;
            /**
             * Format: uuid
             * @description The sign-in, not a chat session.
             */
            session_id: string;
            /** @constant */
            type: "auth_ok";
            /** Format: uuid */
            user_id: string;
            user_type: components["schemas"]["Side"];
        };
        server_chat_request: {
            request: components["schemas"]["ChatRequest"];
            /** @constant */
            type: "chat_request";
        };
        server_chat_request_closed: {
            reason: components["schemas"]["RequestClosedReason"];
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "chat_request_closed";
        };
        server_config_updated: {
            config: components["schemas"]["SharedConfig"];
            /** @constant */
            type: "config_updated";
        };
        server_error: {
            /** @description As in problems; stable. */
            code: string;
            /** @description A sentence for people. */
            detail: string;
            /** @description The frame's `client_message_id`, else its `session_id`, else null. */
            ref: string | null;
            /** @constant */
            type: "error";
        };
        server_extension_requested: {
            extension: components["schemas"]["Extension"];
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "extension_requested";
        };
        server_extension_resolved: {
            outcome: components["schemas"]["ExtensionOutcome"];
            session: components["schemas"]["ChatSession"];
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "extension_resolved";
        };
        server_goodbye_received: {
            from: components["schemas"]["Side"];
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "goodbye_received";
        };
        server_message: {
            message: components["schemas"]["Message"];
            /** @constant */
            type: "message";
        };
        server_message_ack: {
            client_message_id: string;
            message: components["schemas"]["Message"];
            /** @constant */
            type: "message_ack";
        };
        server_message_status: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            session_id: string;
            status: components["schemas"]["ReceiptStatus"];
            /** @constant */
            type: "message_status";
            /** Format: int64 */
            up_to_seq: number;
        };
        server_pong: {
            /** @constant */
            type: "pong";
        };
        server_request_expired: {
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "request_expired";
        };
        server_session_closing: {
            session: components["schemas"]["ChatSession"];
            /** @constant */
            type: "session_closing";
        };
        server_session_completed: {
            session: components["schemas"]["ChatSession"];
            /** @constant */
            type: "session_completed";
        };
        server_session_expiring: {
            /** Format: int64 */
            remaining_seconds: number;
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "session_expiring";
        };
        server_session_started: {
            session: components["schemas"]["ChatSession"];
            /** @constant */
            type: "session_started";
        };
        server_session_topic_updated: {
            /** Format: date-time */
            changed_at: string;
            /** Format: uuid */
            session_id: string;
            topic_sensitivity: components["schemas"]["TopicSensitivity"];
            /** @constant */
            type: "session_topic_updated";
        };
        server_sync: {
            /** @description What waits for this mitra's answer, newest first; always empty for customers. */
            requests: components["schemas"]["ChatRequest"][];
            /** @description Newest first. */
            sessions: components["schemas"]["ChatSession"][];
            /** @constant */
            type: "sync";
        };
        server_typing: {
            from: components["schemas"]["Side"];
            is_typing: boolean;
            /** Format: uuid */
            session_id: string;
            /** @constant */
            type: "typing";
        };
        ClientFrame: components["schemas"]["client_auth"] | components["schemas"]["client_delivered"] | components["schemas"]["client_message"] | components["schemas"]["client_ping"] | components["schemas"]["client_read"] | components["schemas"]["client_typing"];
        ServerFrame: components["schemas"]["server_auth_expiring"] | components["schemas"]["server_auth_ok"] | components["schemas"]["server_chat_request"] | components["schemas"]["server_chat_request_closed"] | components["schemas"]["server_config_updated"] | components["schemas"]["server_error"] | components["schemas"]["server_extension_requested"] | components["schemas"]["server_extension_resolved"] | components["schemas"]["server_goodbye_received"] | components["schemas"]["server_message"] | components["schemas"]["server_message_ack"] | components["schemas"]["server_message_status"] | components["schemas"]["server_pong"] | components["schemas"]["server_request_expired"] | components["schemas"]["server_session_closing"] | components["schemas"]["server_session_completed"] | components["schemas"]["server_session_expiring"] | components["schemas"]["server_session_started"] | components["schemas"]["server_session_topic_updated"] | components["schemas"]["server_sync"] | components["schemas"]["server_typing"];
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
