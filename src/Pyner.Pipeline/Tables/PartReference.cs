using System.Globalization;

namespace Pyner.Pipeline.Tables;

/// <summary>
/// The part that a batch's rows are in. It is named by a digest of its content, so that two who parse the same batch do not get in each other's way, whatever
/// each of them could read of it, and whoever merges the batch takes the very rows that belong to what is merged.
/// </summary>
/// <param name="Ordinal">The batch.</param>
/// <param name="Digest">Digest of the content; null where the batch was given up, and has no rows.</param>
internal readonly record struct PartReference(long Ordinal, UInt128? Digest)
{
    /// <summary>What the parts' names end with.</summary>
    public const string Extension = ".rows";

    /// <summary>The part's file name; null where there is none.</summary>
    public string? FileName => Digest is UInt128 digest ? string.Create(CultureInfo.InvariantCulture, $"{Ordinal:D9}-{digest:x32}{Extension}") : null;
}
