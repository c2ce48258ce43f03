namespace Pyner.Pipeline.Tables;

/// <summary>
/// What a part looks like: the magic, the chunks' blocks, the directory, and behind it its length (4 bytes), its digest (16) and the magic once more.
/// The directory has, for each chunk: the table's name, the rows (4), where it begins (8), the number of columns (4), and for each column where its block ends
/// in the chunk (4) and its hash (8). The digest is over the directory, and through the hashes over everything. All numbers are little-endian.
/// </summary>
internal static class PartFormat
{
    /// <summary>Length of what stands behind the directory.</summary>
    public const int TrailerLength = sizeof(uint) + 16 + 8;

    /// <summary>First and last bytes; the digits are the version.</summary>
    public static ReadOnlySpan<byte> Magic => "PYROWS01"u8;
}
