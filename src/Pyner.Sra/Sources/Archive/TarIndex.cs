using System.Text;

namespace Pyner.Sra.Sources.Archive;

/// <summary>Where every submission file of a tar lies, by going once from header to header.</summary>
internal sealed class TarIndex
{
    /// <summary>Read at each header: enough for the extended header that often comes with it, and for a small neighbour.</summary>
    private const int WindowSize = 4096;

    /// <summary>The files, sorted by submission.</summary>
    public NativeList<TarMember> Members { get; } = new();

    /// <summary>Members that are no submission files and no folders.</summary>
    public long Ignored { get; set; }

    /// <summary>Number of distinct submissions.</summary>
    public long SubmissionCount { get; private set; }

    /// <summary>Scans an archive.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="limit">Stop before the first file of the submission that is one too many; null for all.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="SourceException">It is truncated or damaged, or holds no submission.</exception>
    public static TarIndex Scan(ArchiveFile file, long? limit, CancellationToken cancellation)
    {
        var index = new TarIndex();
        index.ScanMembers(file, limit, cancellation);
        index.Members.Items.Sort();
        ulong last = ulong.MaxValue;
        foreach (ref readonly TarMember member in index.Members.Items)
        {
            if (member.AccessionWord != last)
                index.SubmissionCount++;
            last = member.AccessionWord;
        }
        if (index.SubmissionCount == 0 && limit != 0)
            throw new SourceException($"'{file.Path}' holds no submission: it is a tar, but none of its members is named like DRA000001.sample.xml.");
        return index;
    }

    /// <summary>A member's name as the archive has it, read again from there.</summary>
    /// <exception cref="SourceException">There are no such headers (any more).</exception>
    public static string ReadName(ArchiveFile file, in TarMember member)
    {
        try
        {
            return ReadName(file, member, new TarHeaderReader());
        }
        catch (InvalidDataException e)
        {
            throw new SourceException(
                $"'{file.Path}' has changed while it was read: at byte {member.HeaderOffset}, {e.Message}. Start again once it no longer changes.", e)
            {
                Offset = member.HeaderOffset,
            };
        }
    }

    private static string ReadName(ArchiveFile file, in TarMember member, TarHeaderReader headers)
    {
        byte[] block = new byte[TarBlock.Size];
        for (long offset = member.HeaderOffset; offset < member.Offset;)
        {
            if (file.ReadAt(block, offset) < block.Length)
                break;
            offset += TarBlock.Size;
            if (headers.Accept(block) != TarStep.Extension)
                break;
            byte[] content = new byte[headers.Size];
            if (file.ReadAt(content, offset) < content.Length)
                break;
            headers.AcceptExtension(content);
            offset += TarBlock.Padded(content.Length);
        }
        return Encoding.UTF8.GetString(headers.Name);
    }

    private void ScanMembers(ArchiveFile file, long? limit, CancellationToken cancellation)
    {
        var headers = new TarHeaderReader();
        SubmissionRegistry? found = limit is null ? null : new SubmissionRegistry();
        byte[] window = new byte[WindowSize];
        byte[] extension = [];
        long windowOffset = 0;
        int windowLength = 0;
        long memberHeader = -1;
        bool ended = false;
        long offset = 0;
        for (long members = 0; offset < file.Length; members++)
        {
            if ((members & 0xFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            if (offset < windowOffset || offset + TarBlock.Size > windowOffset + windowLength)
            {
                windowOffset = offset;
                windowLength = file.ReadAt(window, offset);
            }
            if (windowLength - (offset - windowOffset) < TarBlock.Size)
            {
                if (ended && !window.AsSpan((int)(offset - windowOffset), windowLength - (int)(offset - windowOffset)).ContainsAnyExcept((byte)0))
                    break;
                throw Truncated(file, offset, "in a header");
            }
            TarStep step = Accept(headers, window.AsSpan((int)(offset - windowOffset), TarBlock.Size), file, offset, ended);
            if (step == TarStep.EndMark)
            {
                if (memberHeader >= 0)
                    throw Truncated(file, offset, "after an extended header");
                ended = true;
                offset += TarBlock.Size;
                continue;
            }
            ended = false;
            if (memberHeader < 0)
                memberHeader = offset;
            offset += TarBlock.Size;
            if (step == TarStep.SubmissionFile && found is not null && !found.Contains(headers.Accession) && found.Count == limit)
                return;
            // A member's padding may be missing at the end of a file; its content may not.
            if (headers.Size > file.Length - offset)
                throw Truncated(file, offset, step == TarStep.Extension
                    ? "in an extended header"
                    : $"in '{Encoding.UTF8.GetString(headers.Name)}', which has {headers.Size} bytes");
            if (step == TarStep.Extension)
            {
                if (extension.Length < headers.Size)
                    extension = new byte[headers.Size];
                Span<byte> content = extension.AsSpan(0, (int)headers.Size);
                _ = file.ReadAt(content, offset);
                AcceptExtension(headers, content, file, offset);
            }
            else
            {
                if (step == TarStep.SubmissionFile)
                {
                    found?.Add(headers.Accession, headers.Kind);
                    Add(headers, file, offset, memberHeader);
                }
                else if (step == TarStep.Ignored)
                {
                    Ignored++;
                }
                memberHeader = -1;
            }
            offset += TarBlock.Padded(headers.Size);
        }
        if (!ended)
            throw Truncated(file, file.Length, "before its end mark");
    }

    private void Add(TarHeaderReader headers, ArchiveFile file, long offset, long memberHeader)
    {
        if (headers.Size > TarMember.MaxSize || offset > TarMember.MaxOffset)
            throw Damaged(file, offset, $"'{Encoding.UTF8.GetString(headers.Name)}' claims {headers.Size} bytes");
        Members.Add(new TarMember(headers.Accession, headers.Kind, offset, headers.Size, memberHeader));
    }

    private static TarStep Accept(TarHeaderReader headers, ReadOnlySpan<byte> block, ArchiveFile file, long offset, bool ended)
    {
        try
        {
            return headers.Accept(block);
        }
        catch (InvalidDataException e) when (ended)
        {
            throw Damaged(file, offset, $"something other than another archive follows the end mark; if it is not needed, cut the file to {offset} bytes", e);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, offset, e.Message, e);
        }
    }

    private static void AcceptExtension(TarHeaderReader headers, ReadOnlySpan<byte> content, ArchiveFile file, long offset)
    {
        try
        {
            headers.AcceptExtension(content);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, offset, e.Message, e);
        }
    }

    private static SourceException Truncated(ArchiveFile file, long offset, string where) => new(
        $"'{file.Path}' is truncated: its {file.Length} bytes end {where} (byte {offset}). Nothing was read from it; copy or download it again.")
    {
        Offset = offset,
    };

    private static SourceException Damaged(ArchiveFile file, long offset, string what, Exception? cause = null) => new(
        $"'{file.Path}' is damaged at byte {offset} of {file.Length}: {what}. Nothing was read from it; copy or download it again.", cause)
    {
        Offset = offset,
    };
}
