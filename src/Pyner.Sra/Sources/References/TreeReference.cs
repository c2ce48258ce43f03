using Pyner.Sra.Sources.Tree;

namespace Pyner.Sra.Sources.References;

/// <summary>
/// A tree's batch as a reference: its places, each with the step from the accession before, the folder (by number; a new one's path follows),
/// kinds, and flags with ignored files. About 5 bytes per submission.
/// </summary>
internal static class TreeReference
{
    private const int FlagBits = 2;

    /// <summary>Linux takes no path as long as this.</summary>
    private const int MaxPath = 4096;

    public static IReadOnlyList<SubmissionAccession> ListSubmissions(TreeBatch batch)
    {
        var submissions = new List<SubmissionAccession>();
        foreach (ref readonly Place place in batch.Index.Places.Items[batch.Start..batch.End])
            if (submissions.Count == 0 || submissions[^1] != place.Accession)
                submissions.Add(place.Accession);
        return submissions;
    }

    public static BatchReference Write(TreeBatch batch)
    {
        var output = new ReferenceOutput(SourceKind.DirectoryTree, batch.Ordinal);
        output.Count(batch.Ordinal == 0 ? batch.Index.IgnoredElsewhere : 0);
        var folders = new Dictionary<int, int>();
        ulong last = 0;
        foreach (ref readonly Place place in batch.Index.Places.Items[batch.Start..batch.End])
        {
            output.Varint(place.Accession.Packed - last);
            last = place.Accession.Packed;
            bool isNew = folders.TryAdd(place.Folder, folders.Count);
            output.Count(folders[place.Folder]);
            if (isNew)
                output.Text(batch.Index.Folders[place.Folder]);
            output.Byte(place.Kinds);
            output.Varint(((ulong)place.Ignored << FlagBits) | (ulong)(place.Flags & ~PlaceFlags.Huge));
        }
        return output.Finish();
    }

    /// <summary>Reads a reference into a batch with an index of its own.</summary>
    /// <exception cref="SourceException">The bytes are no such reference, or lead outside the tree.</exception>
    public static TreeBatch Read(BatchReference reference, long ordinal)
    {
        var input = new ReferenceInput(reference, SourceKind.DirectoryTree, ordinal);
        var index = new TreeIndex { IgnoredElsewhere = input.Count() };
        var folders = new List<int>();
        SubmissionAccession last = default;
        while (!input.IsAtEnd)
        {
            Place place = default;
            place.Accession = last = input.Accession(last);
            if (last == default)
                throw input.Damaged("a place has no accession");
            long folder = input.Count();
            if (folder > folders.Count)
                throw input.Damaged($"folder {folder} is not there");
            if (folder == folders.Count)
                folders.Add(AddFolder(index.Folders, ref input));
            place.Folder = folders[(int)folder];
            place.Kinds = input.Byte();
            ulong rest = input.Varint();
            place.Flags = (PlaceFlags)(rest & ((1 << FlagBits) - 1));
            if (rest >> FlagBits > Place.MaxIgnored)
                throw input.Damaged("a place has more ignored files than one can have");
            place.Ignored = (ushort)(rest >> FlagBits);
            if (place.Kinds >> ReadingOrder.Kinds.Length != 0 || !place.HoldsSomething || (place.IsLoose && place.IsUnlistable))
                throw input.Damaged("a place holds what none can hold");
            index.Places.Add(place);
        }
        return new TreeBatch { Ordinal = ordinal, Index = index, Start = 0, End = index.Places.Count };
    }

    private static int AddFolder(TreeFolders folders, ref ReferenceInput input)
    {
        ReadOnlySpan<byte> path = input.Text();
        if (!IsBelowRoot(path))
            throw input.Damaged("a folder's path leads outside the tree, or is none");
        return folders.Add(path);
    }

    /// <summary>Whether a path is made of names alone. The empty one is the root.</summary>
    private static bool IsBelowRoot(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
            return true;
        if (path.Length >= MaxPath || path.Contains((byte)0))
            return false;
        // There, these two are more than characters of a name.
        if (OperatingSystem.IsWindows() && path.IndexOfAny((byte)'\\', (byte)':') >= 0)
            return false;
        foreach (Range range in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = path[range];
            if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
                return false;
        }
        return true;
    }
}
