/// <summary>
/// Runs inside a tool that is started with <c>DOTNET_STARTUP_HOOKS</c> set to this assembly: writes the names of the assemblies that were loaded, when the tool
/// ends. The runtime wants the class by this name, in no namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "PYNER_TEST_LOADED";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        File.WriteAllLines(
            Environment.GetEnvironmentVariable(Variable)!, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
}
