# shellcheck shell=bash
# `install.sh torture` and `install.sh fuzz`: the proofs that take longer than every change can wait for. Read by install.sh.

# One line each: the item, and the tests that `cargo test` runs with a small count (docs/reliability.md); or the script that
# CI runs for a short time.
torture_items='crash kill_9_amid_conversations
io-faults whichever_write_fails
recovery a_start_after_a_crash
torn-log a_torn_log_opens
disk-full disk_is_503 files_that_may_not_grow
descriptors without_descriptors_it_rests
slow-readers who_never_reads who_lets_too_much
reconnect hundreds_who_lose
duplicates a_message_said_up_to_five
resume wherever_a_connection_breaks
refreshes of_some_uses_of_a_refresh_token within_the_grace_uses_at_once where_reuse_ends_the_sign_in
races of_twenty_who_accept_at_once_exactly_one_wins_a_thousand a_request_is_either_accepted
codes of_a_hundred_wrong_codes the_right_code_ten_times
simulation whatever_people_do
half-open a_dead_line_is who_has_come_back_before
long-log a_reader_who_stays
clock when_the_machines_time_is_set a_small_difference_is_made_up a_machine_whose_time_is_set
sigterm sigterm_under_load a_request_that_is_under_way_at
bad-files a_spoilt_file_is a_wrong_newer_or_damaged a_log_whose_database a_file_that_may_not_be_read
backup a_copy_made_under_load a_copy_that_is_killed a_copy_for_which_there_is_no_room whoever_refreshed_after
migrate a_migration_killed
random-requests .ci/schemathesis.sh
soak hours_of_load'

# seconds TIME: 90, 90s, 10m or 2h in seconds.
seconds() {
    [[ $1 =~ ^([1-9][0-9]*)([smh]?)$ ]] || die "\`--soak\` takes a time such as 10m or 2h, not \`$1\`"
    case ${BASH_REMATCH[2]} in
    h) echo $((BASH_REMATCH[1] * 3600)) ;;
    m) echo $((BASH_REMATCH[1] * 60)) ;;
    *) echo "${BASH_REMATCH[1]}" ;;
    esac
}

# prove ITEM FILTERS: with `soak` seconds for the one that takes them, `log` being where this writes.
prove() {
    if [[ $2 == .ci/schemathesis.sh ]]; then
        # Ten minutes for each of the two documents, and each time other requests.
        SECONDS_PER_PORT=600 SEED=$RANDOM .ci/schemathesis.sh
        return
    fi
    local -a run=(env CURHAT_TORTURE=1 RUST_BACKTRACE=0)
    [[ $1 != soak ]] || run+=("CURHAT_ROUNDS=$soak")
    # A filter that finds no test must not look like one that passed.
    # shellcheck disable=SC2086
    "${run[@]}" cargo test --locked --lib --test it -- --nocapture --test-threads 1 $2 &&
        grep -q '^test result: ok. [1-9]' "$log"
}

command_torture() {
    local soak=7200 only='' item filters began verdict log logs=$target/torture summary='' failed=0
    while [[ $# -gt 0 ]]; do
        [[ $# -ge 2 ]] || die "\`$1\` needs a value"
        case $1 in
        --soak) soak=$(seconds "$2") || exit 1 ;;
        --only) only=$2 ;;
        *) die "\`torture\` takes --soak TIME and --only NAME" ;;
        esac
        shift 2
    done
    if [[ -n $only ]] && ! grep -q "^$only " <<<"$torture_items"; then
        die "there is no \`$only\`; there are: $(cut -d ' ' -f 1 <<<"$torture_items" | tr '\n' ' ')"
    fi
    need_to_build
    has_strace || packages strace -- "tests make system calls fail with it"
    need_faketime
    need_schemathesis
    ulimit -n 20000 2>/dev/null || say "fewer than 20000 descriptors: 2,000 sockets may not be had"
    cargo test --locked --no-run
    mkdir -p "$logs"
    while read -r item filters; do
        [[ -z $only || $only == "$item" ]] || continue
        began=$SECONDS
        log=$logs/$item.log
        if prove "$item" "$filters" >"$log" 2>&1 </dev/null; then
            verdict=ok
        else
            verdict=FAILED
            failed=1
            grep -A 6 'panicked at' "$log" | cut -c 1-1000 >&2 || tail -n 40 "$log" >&2
            say "all that $item said: $log"
        fi
        local figures
        # The test's name may stand before it on the line.
        figures=$(sed -n "s/^.*torture: $item: //p; s/^ *\([0-9]* generated, .*\)/\1/p" "$log" | paste -sd ';')
        [[ -n $figures ]] || figures=$(sed -n 's/^test result: ok. \([1-9][0-9]* passed\).*/\1/p' "$log" | paste -sd ';')
        printf '%-15s %-6s %5d s  %s\n' "$item" "$verdict" $((SECONDS - began)) "$figures"
        summary+=$(printf '%-15s %-6s %5d s  %s' "$item" "$verdict" $((SECONDS - began)) "$figures")$'\n'
    done <<<"$torture_items"
    printf '\n%-15s %-6s %7s  %s\n%s' item result time figures "$summary"
    return $failed
}

# Works with any Rust: what is unstable is only that the compiler counts which ways were taken. New finds are kept in target/fuzz;
# what is worth it is to be copied into tests/fuzz/corpus, which the ordinary tests replay.
command_fuzz() {
    local seconds=$1 tool=$target/tools/bin/cargo-fuzz folder=$target/fuzz name host
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "\`fuzz\` takes a number of seconds"
    need_to_build
    if [[ $("$tool" --version 2>/dev/null) != "cargo-fuzz $cargo_fuzz_version" ]]; then
        say "installing cargo-fuzz $cargo_fuzz_version into $target/tools"
        cargo install cargo-fuzz --version "$cargo_fuzz_version" --root "$target/tools" --locked --quiet
    fi
    host=$(rustc -vV | sed -n 's/^host: //p')
    [[ $folder == /* ]] || folder=$PWD/$folder
    for name in frames phone id_token jwks import; do
        mkdir -p "$folder/$name"
        say "$name, for $seconds seconds"
        RUSTC_BOOTSTRAP=1 "$tool" run --fuzz-dir tests/fuzz --target-dir "$folder/build" --sanitizer none --target "$host" "$name" \
            "$folder/$name" "tests/fuzz/corpus/$name" -- "-max_total_time=$seconds" -timeout=10 -print_final_stats=1
    done
    say "nothing was found"
}
