namespace Pyner.Sra.Sources.Tree;

/// <summary>
/// Looks into every submission's folder once, with several threads, and completes an index: which kinds of file each submission has,
/// where, and what else lies there. Files found in another submission's folder become places of their own submission.
/// </summary>
internal sealed class TreeSurvey(TreeRoot root, string rootPath, TreeIndex index, int threads, CancellationToken cancellation)
{
    /// <summary>
    /// With a limit, folders are looked into by so many until enough submissions are found. Fixed, so that the outcome
    /// does not depend on the number of threads.
    /// </summary>
    private const int LimitedStep = 4096;

    /// <summary>How many folders a thread takes at a time.</summary>
    private const int Slice = 256;

    private readonly List<TreeStray> _strays = [];

    /// <summary>Ordinal of the first place whose files are asked for their sizes.</summary>
    private int _hugeFrom = int.MaxValue;

    /// <summary>
    /// Whether to look for huge files in the last quarter of the tree. One before it is begun early enough in any case; asking for the sizes of all
    /// files takes as much as a fortieth of a job's time.
    /// </summary>
    public bool LooksForHuge { get; init; }

    /// <summary>Surveys the tree and leaves in the index the places that hold something, sorted.</summary>
    /// <param name="limit">
    /// Keep so many submissions, the first ones by accession. Only the folders up to there are looked into: a file that lies
    /// in a folder beyond them is not found, even if by its name it belongs to a submission before.
    /// </param>
    public void Run(long? limit)
    {
        int end = SurveyListed(limit);
        index.Places.Cut(end);
        if (_strays.Count > 0)
        {
            AddStrays();
            index.Sort();
        }
        Compact(limit ?? long.MaxValue);
    }

    private int SurveyListed(long? limit)
    {
        int count = index.Places.Count;
        if (LooksForHuge)
            _hugeFrom = (int)(Math.Min(count, limit ?? count) / 4 * 3);
        if (limit is null)
        {
            Survey(0, count);
            return count;
        }
        long found = 0;
        SubmissionAccession last = default;
        int done = 0;
        while (done < count && found < limit)
        {
            int end = Math.Min(count, done + LimitedStep);
            // Never between two places of one submission.
            while (end < count && index.Places[end].Accession == index.Places[end - 1].Accession)
                end++;
            Survey(done, end);
            for (; done < end; done++)
            {
                ref Place place = ref index.Places[done];
                if (!place.HoldsSomething || place.Accession == last)
                    continue;
                last = place.Accession;
                found++;
            }
        }
        return done;
    }

    private void Survey(int start, int end)
    {
        int next = start;
        int workers = Math.Clamp((end - start) / Slice, 1, Math.Max(threads, 1));
        if (workers == 1)
        {
            Work();
            return;
        }
        try
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, _ => Work());
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is SourceException or OperationCanceledException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        void Work()
        {
            using var visitor = new PlaceVisitor(root.CreateAccess(), index.Folders);
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                int from = Interlocked.Add(ref next, Slice) - Slice;
                if (from >= end)
                    break;
                foreach (ref Place place in index.Places.Items[from..Math.Min(from + Slice, end)])
                    if (!place.IsLoose)
                        visitor.Visit(ref place, from + Slice > _hugeFrom);
            }
            lock (_strays)
            {
                _strays.AddRange(visitor.Strays);
                index.IgnoredElsewhere += visitor.IgnoredOverflow;
            }
        }
    }

    /// <summary>Adds the places of files found in other submissions' folders, and what is in folders below submissions' folders.</summary>
    private void AddStrays()
    {
        using TreeAccess access = root.CreateAccess();
        while (_strays.Count > 0)
        {
            TreeStray[] strays = [.. _strays];
            _strays.Clear();
            int start = index.Places.Count;
            foreach (TreeStray stray in strays)
            {
                if (stray.Kinds == 0)
                    index.AddFolder(access, rootPath, stray.Folder);
                else
                    index.Places.Add(new Place
                    {
                        Accession = stray.Accession,
                        Folder = index.Folders.Add(stray.Folder),
                        Kinds = stray.Kinds,
                        Flags = PlaceFlags.Loose,
                    });
            }
            Survey(start, index.Places.Count);
        }
    }

    /// <summary>Drops empty places, joins loose files that lie side by side, and ends after the limit.</summary>
    private void Compact(long limit)
    {
        Span<Place> places = index.Places.Items;
        int kept = 0;
        long submissions = 0;
        for (int i = 0; i < places.Length; i++)
        {
            Place place = places[i];
            if (!place.HoldsSomething)
            {
                index.IgnoredElsewhere += place.Ignored;
                continue;
            }
            bool repeats = kept > 0 && places[kept - 1].Accession == place.Accession;
            if (repeats && place.IsLoose && places[kept - 1].IsLoose && places[kept - 1].Folder == place.Folder)
            {
                places[kept - 1].Kinds |= place.Kinds;
                continue;
            }
            if (!repeats && submissions++ == limit)
                break;
            places[kept++] = place;
        }
        index.Places.Cut(kept);
    }
}
