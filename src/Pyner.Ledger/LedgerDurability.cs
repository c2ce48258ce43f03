namespace Pyner.Ledger;

/// <summary>How the ledger's Redis keeps what it was told; a setting is null where it may not be asked for (<c>CONFIG GET</c>).</summary>
/// <param name="AppendOnly">Setting <c>appendonly</c>: whether there is a file of all changes.</param>
/// <param name="AppendFsync">Setting <c>appendfsync</c>: when changes reach the disk.</param>
/// <param name="EvictionPolicy">Setting <c>maxmemory-policy</c>: what goes when memory is short.</param>
public sealed record LedgerDurability(string? AppendOnly, string? AppendFsync, string? EvictionPolicy)
{
    /// <summary>What there is to warn of, in a sentence; null where what is acknowledged is never lost.</summary>
    public string? Warning => this switch
    {
        { EvictionPolicy: not (null or "noeviction") } =>
            $"The ledger's Redis drops keys when its memory is short (maxmemory-policy {EvictionPolicy}): jobs can break. Set maxmemory-policy noeviction.",
        { AppendOnly: null } or { AppendFsync: null } =>
            "The ledger's Redis does not tell how it keeps its data. Work is lost, and noticed, and done again after it fails, "
            + "unless it has appendonly yes and appendfsync always.",
        { AppendOnly: not "yes" } =>
            "The ledger's Redis has no append-only file: what happened since its last snapshot is lost when it fails, and work is done again. "
            + "Set appendonly yes and appendfsync always.",
        { AppendFsync: not "always" } =>
            $"The ledger's Redis has appendfsync {AppendFsync}: what happened since the last one is lost when its machine fails, and work is done again. "
            + "Set appendfsync always.",
        _ => null,
    };
}
