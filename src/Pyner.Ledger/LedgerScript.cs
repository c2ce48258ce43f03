namespace Pyner.Ledger;

/// <summary>A Lua script of the ledger, from <c>Scripts</c>. Redis gets each one's text once, then its hash.</summary>
internal sealed class LedgerScript
{
    public static readonly LedgerScript CheckVersion = Load("check_version");
    public static readonly LedgerScript CreateJob = Load("create_job");
    public static readonly LedgerScript FindJob = Load("find_job");
    public static readonly LedgerScript ListJobs = Load("list_jobs");
    public static readonly LedgerScript RequestCancel = Load("request_cancel");
    public static readonly LedgerScript TakeRole = Load("take_role");
    public static readonly LedgerScript RenewRole = Load("renew_role");
    public static readonly LedgerScript ReleaseRole = Load("release_role");
    public static readonly LedgerScript BeginPublishing = Load("begin_publishing");
    public static readonly LedgerScript EndJob = Load("end_job");
    public static readonly LedgerScript NoteFindings = Load("note_findings");
    public static readonly LedgerScript Beat = Load("beat");
    public static readonly LedgerScript ListWorkers = Load("list_workers");
    public static readonly LedgerScript BeginPlan = Load("begin_plan");
    public static readonly LedgerScript PlanBatch = Load("plan_batch");
    public static readonly LedgerScript NoteSource = Load("note_source");
    public static readonly LedgerScript EndPlan = Load("end_plan");
    public static readonly LedgerScript ReadBacklog = Load("read_backlog");
    public static readonly LedgerScript TakeOverdue = Load("take_overdue");
    public static readonly LedgerScript LeaseBatch = Load("lease_batch");
    public static readonly LedgerScript RenewBatch = Load("renew_batch", true);
    public static readonly LedgerScript ReturnBatch = Load("return_batch", true);
    public static readonly LedgerScript StageChunk = Load("stage_chunk");
    public static readonly LedgerScript CompleteBatch = Load("complete_batch", true);
    public static readonly LedgerScript LeaveBatch = Load("leave_batch", true);
    public static readonly LedgerScript RefuseBatch = Load("refuse_batch", true);
    public static readonly LedgerScript ReadFinished = Load("read_finished");
    public static readonly LedgerScript ReadCheckpoints = Load("read_checkpoints");
    public static readonly LedgerScript RecordCheckpoint = Load("record_checkpoint");
    public static readonly LedgerScript FoldDeltas = Load("fold_deltas");
    public static readonly LedgerScript FindDelta = Load("find_delta");
    public static readonly LedgerScript NoteState = Load("note_state");
    public static readonly LedgerScript ResetJob = Load("reset_job");

    private LedgerScript(string name, string text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>What it does, for messages.</summary>
    public string Name { get; }

    /// <summary>The whole script.</summary>
    public string Text { get; }

    private static LedgerScript Load(string name, bool holdsBatch = false) =>
        new(name.Replace('_', ' '), Read("prelude") + (holdsBatch ? Read("leased_batch") : "") + Read(name));

    private static string Read(string name)
    {
        using Stream stream = typeof(LedgerScript).Assembly.GetManifestResourceStream(name + ".lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
