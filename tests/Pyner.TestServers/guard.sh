# Runs a server for a test process and never lets it outlive that process, whatever way it ends (kill -9 included).
# Arguments: the server's folder, its log file, the command. Standard input: a pipe that the test process alone holds open; each line on it is
# a signal and whom it is for, the server or its whole process group. The pipe's end is the test process's end.
folder=$1
log=$2
shift 2
# The shell gives what it runs in the background an empty standard input, so the pipe moves to another number.
exec 3<&0 </dev/null
# It would say "Killed" of each server that a test kills.
exec 2>/dev/null
# In a group of its own, so that one signal reaches all that the server started.
setsid "$@" >>"$log" 2>&1 3<&- &
server=$!
{
  while read -r signal whom <&3; do
    case $whom in
      group) kill -s "$signal" -- "-$server" ;;
      *) kill -s "$signal" "$server" ;;
    esac
  done
  # From here on this has to come to its end, though the line below the wait wants to stop it.
  trap '' TERM
  kill -s KILL -- "-$server"
  rm -rf "$folder"
} >/dev/null &
watcher=$!
echo "$server"
wait "$server"
code=$?
kill -s TERM "$watcher"
exit "$code"
