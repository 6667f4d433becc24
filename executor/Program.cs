using Outlier.Executor.Commands;

return await Verbs.Create().Parse(args).InvokeAsync();
