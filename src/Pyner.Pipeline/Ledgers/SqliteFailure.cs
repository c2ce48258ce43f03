using Microsoft.Data.Sqlite;

namespace Pyner.Pipeline.Ledgers;

/// <summary>Says in a person's words what SQLite's error codes mean for a ledger.</summary>
internal static class SqliteFailure
{
    // Primary result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int TooBig = 18;
    private const int NotADatabase = 26;

    public static JobException Describe(SqliteException e, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        return e.SqliteErrorCode switch
        {
            Busy or Locked => new JobException(
                $"Another pyner is writing to '{folder}': it holds the ledger '{path}'. Wait for it to end, or choose another folder with --out.", e),
            ReadOnly or CantOpen => NotWritable(path, e),
            Full => new JobException(
                $"The disk that holds '{folder}' is full: the ledger can't grow. What the last checkpoint has is safe; make room and go on with --resume.", e),
            InputOutput => new JobException(
                $"The disk that holds '{folder}' failed or is full while the ledger was read or written ({e.Message}). "
                + "What the last checkpoint has is safe; mend it and go on with --resume.", e),
            TooBig => new JobException(
                $"A checkpoint is larger than the ledger '{path}' can hold in one row. Go on with --resume and a smaller --checkpoint-every.", e),
            Corrupt => Damaged(path, e),
            NotADatabase => new JobException(
                $"'{path}' is no pyner ledger (no SQLite file). Choose another folder with --out, "
                + $"or remove '{Path.GetDirectoryName(path)}' to start anew with --restart.",
                e),
            _ => new JobException($"The ledger '{path}' failed: {e.Message}", e),
        };
    }

    public static JobException NotWritable(string path, Exception? e) => new(
        $"The output folder '{Path.GetDirectoryName(Path.GetDirectoryName(path))}' is not writable: the ledger '{path}' can't be opened for writing. "
        + "Change its permissions, or choose another folder with --out.",
        e);

    public static JobException Damaged(string path, Exception e) => new(
        $"The ledger '{path}' is damaged ({e.Message}). Its checkpoints can't be trusted: remove '{Path.GetDirectoryName(path)}' and start anew.", e);
}
