namespace Pyner.Cli.Up;

/// <summary>The script between <c>pyner up</c> and each process that it starts.</summary>
internal static class Guard
{
    /// <summary>
    /// Runs a command and never lets it outlive <c>pyner up</c>, whatever way that ends, kill -9 included. Its arguments are a log file and the command; its
    /// standard input is a pipe that <c>pyner up</c> alone holds open, on which each line is a signal for the command, and whose end is the command's.
    /// </summary>
    public const string Script =
        """
        log=$1
        shift
        # What a shell runs in the background gets an empty standard input, so the pipe moves to another number.
        exec 3<&0 </dev/null 2>/dev/null
        # In a group of its own, so that one signal reaches all that the command started.
        setsid "$@" >>"$log" 2>&1 3<&- &
        command=$!
        {
          while read -r signal <&3; do kill -s "$signal" "$command"; done
          # From here on this has to come to its end, though the line below the wait wants to stop it.
          trap '' TERM
          kill -s KILL -- "-$command"
        } >/dev/null &
        watcher=$!
        echo "$command"
        wait "$command"
        code=$?
        # What the command started and left behind.
        kill -s KILL -- "-$command"
        kill -s TERM "$watcher"
        exit "$code"
        """;
}
